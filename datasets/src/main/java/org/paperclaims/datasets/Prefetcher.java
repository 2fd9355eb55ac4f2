package org.paperclaims.datasets;

import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that prepare batches ahead, shared by the streams of one data set. They are daemons,
 * start with the first task and end when idle. With no threads, each task runs when it is awaited.
 */
final class Prefetcher implements AutoCloseable {
  private static final long IDLE_SECONDS = 5;
  private final int threads;
  private final ThreadPoolExecutor pool;

  /**
   * Make a prefetcher.
   *
   * @param threads 0 or more
   */
  Prefetcher(int threads) {
    if (threads < 0) {
      throw new IllegalArgumentException("0 or more prefetching threads, found " + threads);
    }
    this.threads = threads;
    int size = Math.max(1, threads);
    pool =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "dataset-prefetch");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
  }

  int threads() {
    return threads;
  }

  /** Have a task run by some thread, soon. */
  void start(FutureTask<?> task) {
    if (threads == 0) {
      return;
    }
    try {
      pool.execute(task);
    } catch (RejectedExecutionException closed) {
      throw new DatasetException("the data set is closed: open it again to stream it", closed);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow().forEach(waiting -> ((FutureTask<?>) waiting).cancel(false));
  }
}
