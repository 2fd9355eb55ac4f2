package org.paperclaims.reports.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;

/** Draws charts while its caller goes on, on the cores that are left. */
public final class ChartQueue implements AutoCloseable {
  private final Queue<Chart> left;
  private final Path folder;
  private final List<CompletableFuture<Void>> behind = new ArrayList<>();

  private ChartQueue(Collection<Chart> charts, Path folder) {
    this.left = new ConcurrentLinkedQueue<>(charts);
    this.folder = folder;
  }

  /**
   * Begin.
   *
   * @param folder that exists
   */
  public static ChartQueue begin(Collection<Chart> charts, Path folder) {
    ChartQueue queue = new ChartQueue(charts, folder);
    for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
      queue.behind.add(CompletableFuture.runAsync(queue::draw));
    }
    return queue;
  }

  /**
   * Draw what is left, and wait for the others.
   *
   * @throws IOException if a chart could not be written
   */
  public void finish() throws IOException {
    try {
      draw();
      behind.forEach(CompletableFuture::join);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException io) {
        throw io.getCause();
      }
      throw e;
    }
  }

  /** Draw no more, and wait until nothing is written. */
  @Override
  public void close() {
    left.clear();
    behind.forEach(one -> one.exceptionally(e -> null).join());
  }

  private void draw() {
    for (Chart chart = left.poll(); chart != null; chart = left.poll()) {
      try {
        ChartFiles.write(chart, folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
