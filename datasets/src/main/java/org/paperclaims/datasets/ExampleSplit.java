package org.paperclaims.datasets;

import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A split that streams examples. */
class ExampleSplit implements Split {
  private final Examples examples;
  private final Prefetcher prefetcher;

  ExampleSplit(Examples examples, Prefetcher prefetcher) {
    this.examples = examples;
    this.prefetcher = prefetcher;
  }

  /** Draw the order of the examples in an epoch. */
  static int[] shuffle(EpochOrder order, int size) {
    return Draws.of(order.seed(), order.epoch(), -1, size).permutation(size);
  }

  @Override
  public int size() {
    return examples.count();
  }

  @Override
  public BatchStream epoch(EpochOrder order) {
    return stream(
        shuffle(order, size()),
        order.batchSize(),
        order.firstBatch(),
        () -> examples.augmented(order));
  }

  @Override
  public BatchStream inOrder(int batchSize) {
    return stream(IntStream.range(0, size()).toArray(), batchSize, 0, examples::plain);
  }

  private BatchStream stream(
      int[] index, int batchSize, int firstBatch, Supplier<Examples.Writer> writers) {
    return new PrefetchedStream(examples, index, batchSize, firstBatch, writers, prefetcher);
  }
}
