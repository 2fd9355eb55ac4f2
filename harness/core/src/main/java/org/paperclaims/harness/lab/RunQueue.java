package org.paperclaims.harness.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.train.PreemptedException;

/**
 * Runs that a laboratory does in the background, and their records as they end. Safe for several
 * threads.
 */
public final class RunQueue implements AutoCloseable {
  private final Map<RunSpec, RunRecord> ended = new HashMap<>();
  private final Preemption preemption = new Preemption();
  private @Nullable Thread worker;
  private Optional<Throwable> failure = Optional.empty();
  private boolean over;

  RunQueue(Map<RunSpec, RunRecord> recorded) {
    ended.putAll(recorded);
  }

  /** Give a queue of no runs. */
  public static RunQueue none() {
    RunQueue none = new RunQueue(Map.of());
    none.close();
    return none;
  }

  /** Begin the work of which the records come. */
  void start(Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              Optional<Throwable> failure = Optional.empty();
              try {
                work.run();
              } catch (RuntimeException | Error e) {
                failure = Optional.of(e);
              } finally {
                preemption.close();
                end(failure);
              }
            },
            "laboratory");
    worker = thread;
    thread.start();
  }

  /** Give what says when the work must stop. */
  Preemption preemption() {
    return preemption;
  }

  synchronized void put(RunSpec spec, RunRecord run) {
    ended.put(spec, run);
    notifyAll();
  }

  private synchronized void end(Optional<Throwable> why) {
    failure = why;
    over = true;
    notifyAll();
  }

  /**
   * Wait until all runs of one of several groups have ended.
   *
   * @return the position of the first group of which they have
   * @throws PreemptedException if the work was stopped before
   */
  public synchronized int await(List<Set<RunSpec>> groups) {
    while (true) {
      for (int i = 0; i < groups.size(); i++) {
        if (ended.keySet().containsAll(groups.get(i))) {
          return i;
        }
      }
      if (failure.isPresent()) {
        throw new IllegalStateException("the laboratory has failed", failure.get());
      }
      if (over) {
        throw new PreemptedException(
            "stopped; the runs have saved their checkpoints and go on when started again");
      }
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new PreemptedException("interrupted while runs are going on");
      }
    }
  }

  /**
   * Wait for runs and give their records, in their order.
   *
   * @throws PreemptedException if the work was stopped before
   */
  public synchronized List<RunRecord> records(List<RunSpec> specs) {
    await(List.of(Set.copyOf(specs)));
    return specs.stream().flatMap(s -> Stream.ofNullable(ended.get(s))).toList();
  }

  /** Stop what is still going on, with a checkpoint, and wait until it has stopped. */
  @Override
  public void close() {
    Thread thread = worker;
    if (thread == null) {
      preemption.close();
      end(Optional.empty());
      return;
    }
    preemption.ask();
    boolean waiting = true;
    while (waiting) {
      try {
        thread.join();
        waiting = false;
      } catch (InterruptedException e) {
        // The runs are about to save themselves, and are waited for.
        preemption.ask();
      }
    }
  }
}
