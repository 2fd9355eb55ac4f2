package org.paperclaims.harness.run;

import java.util.BitSet;

/**
 * The examples of a test set that a network was right about: its likeliest class was the label.
 *
 * @param images how many the test set has, 1 to {@value #MOST}
 * @param right the positions, from 0 and in the test set's order, of those that it was right about
 */
public record Correctness(int images, BitSet right) {
  /** No known test set has as many; a record of more would be too long for a ledger. */
  public static final int MOST = 4_000_000;

  public Correctness {
    if (images < 1 || images > MOST) {
      throw new IllegalArgumentException(
          "a test set has 1 to " + MOST + " images, found " + images);
    }
    if (right.length() > images) {
      throw new IllegalArgumentException(
          "the image at position %d is said to be right, and there are %d"
              .formatted(right.length() - 1, images));
    }
    right = (BitSet) right.clone();
  }

  /** Give a copy of the positions that it was right about. */
  @Override
  public BitSet right() {
    return (BitSet) right.clone();
  }

  /** Count the images that it was wrong about. */
  public int wrong() {
    return images - right.cardinality();
  }

  /** Give the percent of images that it was wrong about, to the bits that a test error has. */
  public double error() {
    return 100.0 * wrong() / images;
  }

  /**
   * Count the images that this network was right about and another was not.
   *
   * @throws IllegalArgumentException if the two were tested on other numbers of images
   */
  public int rightAlone(Correctness other) {
    if (other.images != images) {
      throw new IllegalArgumentException(
          "one was tested on %d images and the other on %d".formatted(images, other.images));
    }
    BitSet alone = right();
    alone.andNot(other.right);
    return alone.cardinality();
  }

  /**
   * Count the images that one of two networks was right about and the other was not.
   *
   * @throws IllegalArgumentException if the two were tested on other numbers of images
   */
  public int differing(Correctness other) {
    return rightAlone(other) + other.rightAlone(this);
  }
}
