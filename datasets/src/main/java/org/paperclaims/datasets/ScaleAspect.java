package org.paperclaims.datasets;

/**
 * Crop a rectangle of random area and aspect and scale it back to the image's size (Szegedy et al.
 * 2015, section 6): area from {@code percent} to 100 % of the image, aspect ratio from 3/4 to 4/3.
 *
 * @param percent the smallest area, of the image's
 */
record ScaleAspect(int percent) implements Step {
  private static final int TRIES = 10;

  @Override
  public void apply(Raster from, Raster to, byte[] mean, Draws draws) {
    Crop crop = draw(from.height(), from.width(), draws);
    to.reshape(from.channels(), from.height(), from.width());
    crop.scale(from.pixels(), to);
  }

  /** Draw the rectangle; after ten that do not fit, the whole of the image's middle square. */
  Crop draw(int height, int width, Draws draws) {
    for (int i = 0; i < TRIES; i++) {
      double area = (double) height * width * draws.between(percent / 100.0, 1);
      // Uniform on a logarithmic scale: a ratio and its inverse are equally likely.
      double aspect =
          StrictMath.exp(draws.between(StrictMath.log(3.0 / 4), StrictMath.log(4.0 / 3)));
      int cropWidth = (int) Math.round(StrictMath.sqrt(area * aspect));
      int cropHeight = (int) Math.round(StrictMath.sqrt(area / aspect));
      if (cropWidth >= 1 && cropWidth <= width && cropHeight >= 1 && cropHeight <= height) {
        int top = draws.below(height - cropHeight + 1);
        int left = draws.below(width - cropWidth + 1);
        return new Crop(top, left, cropHeight, cropWidth);
      }
    }
    int side = Math.min(height, width);
    return new Crop((height - side) / 2, (width - side) / 2, side, side);
  }
}
