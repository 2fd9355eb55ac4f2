package org.paperclaims.datasets;

import java.util.Optional;

/** The training or the test examples of a data set. Safe for use by several threads. */
public interface Split {
  /** Count the examples. */
  int size();

  /** Stream one training epoch, shuffled and augmented as the order says. */
  BatchStream epoch(EpochOrder order);

  /** Stream every example once, in the stored order, not augmented. */
  BatchStream inOrder(int batchSize);

  /** Give the examples as bytes, where they are images of one size; else empty. */
  default Optional<RawImages> raw() {
    return Optional.empty();
  }
}
