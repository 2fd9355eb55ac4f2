package org.paperclaims.datasets;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The facts about a data set that are known before its files are read: what a record can ask of it.
 *
 * @param train the most training examples that there can be
 * @param test the most test examples that there can be
 * @param classes that the examples are of; 0 if the task is a regression
 * @param side of the images in pixels, where nothing else is asked; 0 if the inputs are vectors
 * @param photographs whether images are cropped from photographs, to any side
 */
public record DatasetOutline(int train, int test, int classes, int side, boolean photographs) {
  /** Outline images that are stored in one size. */
  static DatasetOutline images(int train, int test, int classes, int side) {
    return new DatasetOutline(train, test, classes, side, false);
  }

  /** Outline vectors for a regression. */
  static DatasetOutline vectors(int most) {
    return new DatasetOutline(most, most, 0, 0, false);
  }

  /** Give the sides that images can be pooled to; none where they are cropped, or vectors. */
  public List<Integer> pooledSides() {
    return photographs ? List.of() : divisors(side);
  }

  /** Give the whole numbers that divide a side. */
  static List<Integer> divisors(int side) {
    return IntStream.rangeClosed(1, side).filter(p -> side % p == 0).boxed().toList();
  }
}
