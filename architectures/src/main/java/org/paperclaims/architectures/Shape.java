package org.paperclaims.architectures;

import java.util.List;

/**
 * The shape of one example's tensor; a vector of {@code n} numbers is {@code n x 1 x 1}. It has at
 * most 2^31 - 1 numbers.
 *
 * @param channels at least 1
 * @param height at least 1, in pixels
 * @param width at least 1, in pixels
 */
public record Shape(int channels, int height, int width) {
  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a shape needs positive sizes, found " + channels + "x" + height + "x" + width);
    }
    Count.of("a shape", List.of(channels, height, width));
  }

  /** Give the shape of a vector of {@code n} numbers. */
  public static Shape vector(int n) {
    return new Shape(n, 1, 1);
  }

  /** Count the numbers of one example. */
  public int size() {
    return channels * height * width;
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
