package org.paperclaims.harness.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
  private final Set<RunSpec> held = new HashSet<>();
  private final List<RunSpec> added = new ArrayList<>();
  private Optional<Preemption> preemption = Optional.empty();
  private @Nullable Thread worker;
  private Optional<Throwable> failure = Optional.empty();
  private boolean stopped;
  private boolean over = true;

  private RunQueue() {}

  /** Give a queue of no runs. */
  public static RunQueue none() {
    return new RunQueue();
  }

  /**
   * Add runs; none where the work was stopped or has failed.
   *
   * @param work asks for them by {@link #added}; begins where none is going on
   */
  synchronized void add(List<RunSpec> specs, Runnable work) {
    if (stopped || failure.isPresent()) {
      return;
    }
    held.addAll(specs);
    added.addAll(specs);
    if (!over) {
      return;
    }
    over = false;
    Preemption own = new Preemption();
    Thread thread =
        new Thread(
            () -> {
              Optional<Throwable> why = Optional.empty();
              try {
                work.run();
              } catch (RuntimeException | Error e) {
                why = Optional.of(e);
              } finally {
                own.close();
                end(why, own.stop());
              }
            },
            "laboratory");
    preemption = Optional.of(own);
    worker = thread;
    thread.start();
  }

  /**
   * Give the runs that were added since this was last asked.
   *
   * @param last whether the work ends where there are none, so that later ones begin another
   */
  synchronized List<RunSpec> added(boolean last) {
    List<RunSpec> all = List.copyOf(added);
    added.clear();
    over = last && all.isEmpty();
    return all;
  }

  /** Tell whether a run has ended here or is going to. */
  synchronized boolean holds(RunSpec spec) {
    return held.contains(spec) || ended.containsKey(spec);
  }

  /** Give what says when the work must stop. */
  synchronized Preemption preemption() {
    return preemption.orElseThrow(() -> new IllegalStateException("no work was begun"));
  }

  synchronized void put(RunSpec spec, RunRecord run) {
    ended.put(spec, run);
    notifyAll();
  }

  private synchronized void end(Optional<Throwable> why, boolean asked) {
    stopped = stopped || asked;
    if (Thread.currentThread().equals(worker)) {
      // Work that has come to its end may have been followed by other work already.
      failure = why;
      over = true;
    }
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
    Thread thread;
    Preemption own;
    synchronized (this) {
      stopped = true;
      thread = worker;
      if (thread == null) {
        return;
      }
      own = preemption();
    }
    own.ask();
    boolean waiting = true;
    while (waiting) {
      try {
        thread.join();
        waiting = false;
      } catch (InterruptedException e) {
        // The runs are about to save themselves, and are waited for.
        own.ask();
      }
    }
  }
}
