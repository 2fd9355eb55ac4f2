package org.paperclaims.harness.benchmarks;

import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.EpochOrder;
import org.paperclaims.datasets.ImageSize;
import org.paperclaims.datasets.Split;
import org.paperclaims.datasets.Task;

/** A data set, and a stopwatch that runs while its batches are waited for. */
record TimedDataset(Dataset dataset, Stopwatch watch) implements Dataset {
  @Override
  public DatasetSpec spec() {
    return dataset.spec();
  }

  @Override
  public Task task() {
    return dataset.task();
  }

  @Override
  public ImageSize example() {
    return dataset.example();
  }

  @Override
  public Split train() {
    return timed(dataset.train());
  }

  @Override
  public Split test() {
    return timed(dataset.test());
  }

  @Override
  public String checksum() {
    return dataset.checksum();
  }

  @Override
  public void close() {
    dataset.close();
  }

  private Split timed(Split split) {
    return new Split() {
      @Override
      public int size() {
        return split.size();
      }

      @Override
      public BatchStream epoch(EpochOrder order) {
        return new TimedStream(split.epoch(order), watch);
      }

      @Override
      public BatchStream inOrder(int batchSize) {
        return new TimedStream(split.inOrder(batchSize), watch);
      }
    };
  }
}
