package org.paperclaims.harness.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.paperclaims.harness.engine.EngineException;

/** Nobody goes on, and frees memory, while a worker still has it in its hands. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {
  @BeforeAll
  static void load() {
    Nd4jNatives.load();
  }

  private static void await(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void an_error_of_one_part_is_thrown_when_the_others_have_ended() {
    CountDownLatch failed = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    try (Workers workers = new Workers(3)) {
      assertThatThrownBy(
              () ->
                  workers.split(
                      3,
                      1,
                      (part, from, to, scratch) -> {
                        if (part == 0) {
                          failed.countDown();
                          throw new OutOfMemoryError("Java heap space");
                        }
                        await(failed);
                        ended.incrementAndGet();
                      }))
          .isInstanceOf(OutOfMemoryError.class);
      assertThat(ended).hasValue(2);
    }
  }

  @Test
  void an_interrupted_thread_waits_for_its_workers_and_stays_interrupted() {
    AtomicInteger ended = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    try (Workers workers = new Workers(2)) {
      workers.split(
          2,
          1,
          (part, from, to, scratch) -> {
            if (part == 0) {
              Thread.currentThread().interrupt();
              begun.countDown();
            } else {
              await(begun);
              ended.incrementAndGet();
            }
          });
      assertThat(ended).hasValue(1);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void an_array_that_its_buffer_cannot_reach_over_is_refused() {
    assertThatThrownBy(() -> new Floats(1L << 29))
        .isInstanceOf(EngineException.OutOfMemory.class)
        .hasMessageContaining("use a smaller batch");
  }
}
