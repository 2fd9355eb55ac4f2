package org.paperclaims.datasets;

import java.util.List;

/**
 * What is done to training images before normalisation, by name and in order, such as {@code
 * [pad-crop-4, flip]}. Empty for nothing. The names and their parsing live in this package.
 */
public record Augmentation(List<String> steps) {
  public Augmentation {
    steps = List.copyOf(steps);
  }

  /** Give the augmentation that leaves images as they are. */
  public static Augmentation none() {
    return new Augmentation(List.of());
  }
}
