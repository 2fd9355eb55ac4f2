package org.paperclaims.datasets;

/** Chooses what part of a picture is looked at, by its size. */
@FunctionalInterface
interface Framing {
  /**
   * Choose the part.
   *
   * @param height in pixels, of the picture as it stands upright
   * @param width in pixels
   */
  Crop choose(int height, int width);
}
