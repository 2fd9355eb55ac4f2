package org.paperclaims.harness.benchmarks;

import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;

/** Batches, and a stopwatch that runs while they are waited for. */
record TimedStream(BatchStream batches, Stopwatch watch) implements BatchStream {
  @Override
  public boolean hasNext() {
    return watch.time(batches::hasNext);
  }

  @Override
  public Batch next() {
    return watch.time(batches::next);
  }

  @Override
  public void close() {
    batches.close();
  }
}
