package org.paperclaims.harness.engine.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one learner. Each runs native operations with one OpenMP thread, so that a learner
 * never takes more cores than it was given and several learners do not disturb one another.
 */
final class Workers implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final ExecutorService others;
  private final List<Scratch> scratch = new ArrayList<>();

  Workers(int threads) {
    for (int i = 0; i < threads; i++) {
      scratch.add(new Scratch());
    }
    others =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            task -> {
              Thread thread =
                  new Thread(
                      () -> {
                        Nd4jNatives.useOneOpenMpThread();
                        task.run();
                      },
                      "dl4j-worker-" + COUNT.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Count the threads, the caller's included. */
  int threads() {
    return scratch.size();
  }

  /**
   * Split 0 … size into as many ranges as there are threads and work on them at the same time.
   *
   * @param grain split no finer than this
   */
  void split(int size, int grain, Range work) {
    int parts = Math.max(1, Math.min(threads(), size / Math.max(1, grain)));
    if (parts == 1) {
      work.on(0, 0, size, scratch.get(0));
      return;
    }
    List<Future<?>> pending = new ArrayList<>();
    Throwable failure = null;
    try {
      for (int i = 1; i < parts; i++) {
        int part = i;
        pending.add(
            others.submit(
                () ->
                    work.on(
                        part,
                        start(size, part, parts),
                        start(size, part + 1, parts),
                        scratch.get(part))));
      }
      work.on(0, 0, start(size, 1, parts), scratch.get(0));
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    // Whatever happened, nobody may go on while a worker has the memory in its hands.
    for (Future<?> other : pending) {
      Throwable its = failureOf(other);
      failure = failure == null ? its : failure;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    } else if (failure instanceof Error e) {
      throw e;
    }
  }

  /** Wait for a worker's part to end, however often this thread is interrupted meanwhile. */
  private static @Nullable Throwable failureOf(Future<?> part) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          part.get();
          return null;
        } catch (ExecutionException e) {
          return e.getCause();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static int start(int size, int part, int parts) {
    return (int) ((long) size * part / parts);
  }

  @Override
  public void close() {
    others.shutdownNow();
  }

  /** Works on a range. */
  @FunctionalInterface
  interface Range {
    void on(int part, int from, int to, Scratch scratch);
  }
}
