package org.paperclaims.datasets;

import java.util.Arrays;

/**
 * Shift by up to {@code padding} pixels each way: what padding on every side and cropping at random
 * back to the image's size comes to (He et al. 2015, section 4.2).
 *
 * @param padding in pixels
 * @param reflect fill from the image mirrored at its edge pixels, as the recipe of Wide ResNets
 *     does; else with black
 */
record PadCrop(int padding, boolean reflect) implements Step {
  /** Draw how far the crop lies to the right of (or below) the image, in pixels. */
  int drawShift(Draws draws) {
    return draws.below(2 * padding + 1) - padding;
  }

  /** A crop that is moved by the whole side shows nothing of the image. */
  @Override
  public int leastSide() {
    return padding + 1;
  }

  @Override
  public void apply(Raster from, Raster to, byte[] mean, Draws draws) {
    int down = drawShift(draws);
    int right = drawShift(draws);
    int height = from.height();
    int width = from.width();
    to.reshape(from.channels(), height, width);
    byte[] in = from.data();
    byte[] out = to.data();
    int begin = Math.min(width, Math.max(0, -right));
    int end = Math.max(begin, Math.min(width, width - right));
    for (int channel = 0; channel < from.channels(); channel++) {
      for (int y = 0; y < height; y++) {
        int row = (channel * height + y) * width;
        int source = reflect ? mirror(y + down, height) : y + down;
        if (source < 0 || source >= height) {
          Arrays.fill(out, row, row + width, (byte) 0);
          continue;
        }
        int sourceRow = (channel * height + source) * width;
        if (begin < end) {
          System.arraycopy(in, sourceRow + begin + right, out, row + begin, end - begin);
        }
        for (int x = 0; x < begin; x++) {
          out[row + x] = reflect ? in[sourceRow + mirror(x + right, width)] : 0;
        }
        for (int x = end; x < width; x++) {
          out[row + x] = reflect ? in[sourceRow + mirror(x + right, width)] : 0;
        }
      }
    }
  }

  /** Mirror a place into the image; the edge pixel is not repeated. */
  static int mirror(int place, int size) {
    if (size == 1) {
      return 0;
    }
    int period = 2 * (size - 1);
    int inside = Math.floorMod(place, period);
    return inside < size ? inside : period - inside;
  }
}
