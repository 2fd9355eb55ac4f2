package org.paperclaims.datasets;

/**
 * The size of one example: an image, or a vector as {@code n x 1 x 1}.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 * @param height in pixels
 * @param width in pixels
 */
public record ImageSize(int channels, int height, int width) {
  /** Count the numbers of one example. */
  public int values() {
    return channels * height * width;
  }
}
