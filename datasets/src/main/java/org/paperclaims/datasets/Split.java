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

  /**
   * Stream ten crops of every example, for evaluation: ten in a row are of one example, and have
   * its label.
   *
   * @param examples a batch, which holds ten times as many
   * @throws DatasetException if the examples are not photographs that are larger than their crop
   */
  default BatchStream tenCrops(int examples) {
    throw new DatasetException(
        "ten crops are taken of photographs that are larger than their crop; allowed: imagenet");
  }

  /** Give the examples as bytes, where they are images: of photographs their centre crops. */
  default Optional<Pictures> pictures() {
    return raw().map(images -> images);
  }

  /** Give where the parts of each example's body are, where the task is heat maps; else empty. */
  default Optional<Poses> poses() {
    return Optional.empty();
  }

  /** Give the examples as bytes, where they are images of one size; else empty. */
  default Optional<RawImages> raw() {
    return Optional.empty();
  }
}
