package org.paperclaims.datasets;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * The batches of a given order of examples, prepared ahead. A batch is a pure function of its place
 * in the order, so that threads change when it is made and never what is in it. At most a few
 * batches wait at any time: a slow reader slows the preparation down.
 */
final class PrefetchedStream implements BatchStream {
  private final Examples examples;
  private final int[] index;
  private final int batchSize;
  private final Supplier<Examples.Writer> writers;
  private final Prefetcher prefetcher;
  private final int ahead;
  private final Queue<Pending> pending = new ArrayDeque<>();
  private long next;

  PrefetchedStream(
      Examples examples,
      int[] index,
      int batchSize,
      int firstBatch,
      Supplier<Examples.Writer> writers,
      Prefetcher prefetcher) {
    if (batchSize < 1 || firstBatch < 0) {
      throw new IllegalArgumentException(
          "batches of 1 or more from batch 0 on, found size "
              + batchSize
              + " and first batch "
              + firstBatch);
    }
    this.examples = examples;
    this.index = index;
    this.batchSize = batchSize;
    this.writers = writers;
    this.prefetcher = prefetcher;
    this.next = (long) firstBatch * batchSize;
    int slices = (batchSize - 1) / Math.min(batchSize, examples.slice()) + 1;
    // Enough tasks for every thread, and one batch ready to hand over.
    this.ahead = prefetcher.threads() == 0 ? 1 : 1 + (prefetcher.threads() - 1) / slices + 1;
  }

  /** A batch being made, by the tasks that write its slices. */
  private record Pending(UnfinishedBatch batch, List<FutureTask<?>> slices) {}

  @Override
  public boolean hasNext() {
    return !pending.isEmpty() || next < index.length;
  }

  @Override
  public Batch next() {
    while (pending.size() < ahead && next < index.length) {
      pending.add(begin());
    }
    Pending first = pending.poll();
    if (first == null) {
      throw new NoSuchElementException("the epoch has no more batches");
    }
    for (FutureTask<?> slice : first.slices()) {
      await(slice);
    }
    if (prefetcher.threads() > 0 && next < index.length) {
      pending.add(begin());
    }
    return first.batch().finish();
  }

  private Pending begin() {
    int from = (int) next;
    int size = Math.min(batchSize, index.length - from);
    next += size;
    UnfinishedBatch batch = UnfinishedBatch.of(size, examples);
    int slice = Math.min(size, examples.slice());
    List<FutureTask<?>> tasks = new ArrayList<>();
    for (int begin = 0; begin < size; begin += slice) {
      int first = begin;
      int end = Math.min(size, begin + slice);
      FutureTask<?> task =
          new FutureTask<>(
              () -> {
                Examples.Writer writer = writers.get();
                for (int slot = first; slot < end; slot++) {
                  writer.write(index[from + slot], batch, slot);
                }
                return null;
              });
      tasks.add(task);
      prefetcher.start(task);
    }
    return new Pending(batch, tasks);
  }

  private void await(FutureTask<?> task) {
    if (prefetcher.threads() == 0) {
      task.run();
    }
    try {
      task.get();
    } catch (ExecutionException failed) {
      close();
      if (failed.getCause() instanceof DatasetException cause) {
        throw cause;
      }
      throw new DatasetException("a batch could not be made: " + failed.getCause(), failed);
    } catch (CancellationException closed) {
      throw new DatasetException("the data set was closed while it was streamed", closed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      close();
      throw new DatasetException("interrupted while waiting for a batch", interrupted);
    }
  }

  @Override
  public void close() {
    next = index.length;
    pending.forEach(p -> p.slices().forEach(slice -> slice.cancel(false)));
    pending.clear();
  }
}
