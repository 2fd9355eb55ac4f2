package org.paperclaims.datasets;

import java.util.Arrays;

/**
 * Fill a square with the mean colour (DeVries and Taylor 2017). Its centre is drawn from the whole
 * image, so that part of it may lie outside.
 *
 * @param side in pixels
 */
record Cutout(int side) implements Step {
  /** A square twice the side hides the whole image wherever its centre is drawn. */
  @Override
  public int leastSide() {
    return side / 2 + 1;
  }

  @Override
  public void apply(Raster from, Raster to, byte[] mean, Draws draws) {
    int height = from.height();
    int width = from.width();
    to.reshape(from.channels(), height, width);
    System.arraycopy(from.data(), 0, to.data(), 0, from.values());
    int top = draws.below(height) - side / 2;
    int left = draws.below(width) - side / 2;
    int begin = Math.max(0, left);
    int end = Math.min(width, left + side);
    for (int channel = 0; channel < from.channels(); channel++) {
      for (int y = Math.max(0, top); y < Math.min(height, top + side); y++) {
        int row = (channel * height + y) * width;
        Arrays.fill(to.data(), row + begin, row + end, mean[channel]);
      }
    }
  }
}
