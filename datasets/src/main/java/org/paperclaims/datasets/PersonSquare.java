package org.paperclaims.datasets;

import java.util.Arrays;

/**
 * A square of a photograph that may reach beyond its edges, where it is grey.
 *
 * @param left the left edge, in pixels of the photograph; its first pixel's middle is 0
 * @param top the upper edge
 * @param side in pixels of the photograph, positive
 */
record PersonSquare(double left, double top, double side) {
  private static final byte GREY = (byte) 128;

  /** Give where a place of the photograph is in the square, scaled to a number of pixels a side. */
  Pose.Joint of(Pose.Joint place, int pixels) {
    return new Pose.Joint(
        (place.x() - left + 0.5) * pixels / side - 0.5,
        (place.y() - top + 0.5) * pixels / side - 0.5);
  }

  /** Give the part of the square that lies in a photograph; empty if none does. */
  Crop inside(int height, int width) {
    int x = Math.max(0, (int) Math.round(left));
    int y = Math.max(0, (int) Math.round(top));
    int right = Math.min(width, (int) Math.round(left + side));
    int bottom = Math.min(height, (int) Math.round(top + side));
    return new Crop(y, x, Math.max(0, bottom - y), Math.max(0, right - x));
  }

  /** Draw a part of the photograph where it lies in the square, which is scaled to the raster. */
  void draw(Pixels part, Crop where, Raster into) {
    Arrays.fill(into.data(), 0, into.values(), GREY);
    int pixels = into.width();
    int x = at(where.left() - left, pixels);
    int y = at(where.top() - top, pixels);
    int right = at(where.left() + where.width() - left, pixels);
    int bottom = at(where.top() + where.height() - top, pixels);
    if (right <= x || bottom <= y) {
      return;
    }
    Raster scaled = new Raster();
    scaled.reshape(into.channels(), bottom - y, right - x);
    new Crop(0, 0, part.height(), part.width()).shrink(part, scaled);
    for (int channel = 0; channel < into.channels(); channel++) {
      for (int row = y; row < bottom; row++) {
        System.arraycopy(
            scaled.data(),
            (channel * scaled.height() + row - y) * scaled.width(),
            into.data(),
            (channel * into.height() + row) * pixels + x,
            right - x);
      }
    }
  }

  /** Give the pixel of the scaled square at a distance from its edge. */
  private int at(double distance, int pixels) {
    return Math.max(0, Math.min(pixels, (int) Math.round(distance * pixels / side)));
  }
}
