package org.paperclaims.datasets;

import java.util.ArrayList;
import java.util.List;

/** Reads streams to their end. */
final class Streams {
  private Streams() {}

  static List<Batch> drain(BatchStream stream) {
    try (stream) {
      List<Batch> batches = new ArrayList<>();
      stream.forEachRemaining(batches::add);
      return batches;
    }
  }

  static EpochOrder order(long seed, int epoch, int batchSize, String... steps) {
    return new EpochOrder(seed, epoch, batchSize, new Augmentation(List.of(steps)), 0);
  }
}
