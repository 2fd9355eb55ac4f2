package org.paperclaims.harness.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

// In a thread of its own, since members that look for one another cannot be interrupted.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TeamTest {
  @Test
  void does_every_part_once_each_in_a_thread_of_its_own() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    int[] done = new int[3];
    try (Team team = new Team(3)) {
      for (int round = 0; round < 100; round++) {
        team.run(
            3,
            part -> {
              done[part]++;
              threads.add(Thread.currentThread());
            });
      }
    }
    assertThat(done).containsExactly(100, 100, 100);
    assertThat(threads).hasSize(3).contains(Thread.currentThread());
    threads.remove(Thread.currentThread());
    assertThat(threads).noneMatch(Thread::isAlive);
  }

  @Test
  void has_no_threads_before_its_first_work() {
    long before = sliceThreads();
    Team team = new Team(3);
    assertThat(sliceThreads()).isEqualTo(before);
    team.run(3, part -> {});
    assertThat(sliceThreads()).isEqualTo(before + 2);
    team.close();
    assertThat(sliceThreads()).isEqualTo(before);
  }

  private static long sliceThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("torch-slice-"))
        .count();
  }

  /** As where a container's limit of processes is reached. */
  private static Thread thatCannotBegin(Runnable work) {
    return new Thread(work) {
      @Override
      public synchronized void start() {
        throw new OutOfMemoryError("unable to create native thread");
      }
    };
  }

  @Test
  void a_member_that_cannot_begin_ends_the_work_of_those_who_wait_for_it() {
    AtomicInteger made = new AtomicInteger();
    try (Team team =
        new Team(
            3, work -> made.getAndIncrement() == 0 ? new Thread(work) : thatCannotBegin(work))) {
      assertThatThrownBy(() -> team.run(3, part -> team.meet()))
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessageContaining("native thread");
      assertThatThrownBy(() -> team.run(3, part -> team.meet()))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void leaves_out_who_has_no_part() {
    int[] done = new int[3];
    try (Team team = new Team(3)) {
      team.run(2, part -> done[part]++);
      team.run(1, part -> done[part]++);
    }
    assertThat(done).containsExactly(2, 1, 0);
  }

  @Test
  void shows_everyone_at_a_meeting_what_the_others_did_before() {
    int rounds = 2_000;
    int[] written = new int[3];
    int[] wrong = new int[3];
    try (Team team = new Team(3)) {
      team.run(
          3,
          part -> {
            for (int round = 1; round <= rounds; round++) {
              written[part] = round;
              team.meet();
              int expected = round;
              if (Arrays.stream(written).anyMatch(found -> found != expected)) {
                wrong[part]++;
              }
              team.meet();
            }
          });
    }
    assertThat(wrong).containsOnly(0);
  }

  @Test
  void ends_and_throws_the_failure_when_a_member_fails_and_works_on() {
    int[] done = new int[3];
    try (Team team = new Team(3)) {
      assertThatThrownBy(
              () ->
                  team.run(
                      3,
                      part -> {
                        if (part == 2) {
                          throw new IllegalStateException("no more");
                        }
                        team.meet();
                        done[part]++;
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no more");
      assertThat(done).containsOnly(0);
      team.run(
          3,
          part -> {
            team.meet();
            done[part]++;
          });
    }
    assertThat(done).containsOnly(1);
  }

  @Test
  void throws_the_failure_of_the_calling_thread_too() {
    try (Team team = new Team(2)) {
      assertThatThrownBy(
              () ->
                  team.run(
                      2,
                      part -> {
                        if (part == 0) {
                          throw new OutOfMemoryError("full");
                        }
                        team.meet();
                      }))
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessage("full");
    }
  }
}
