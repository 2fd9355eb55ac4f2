package org.paperclaims.datasets;

import java.util.Arrays;

/** A rectangle of an image, in pixels. */
record Crop(int top, int left, int height, int width) {
  /** Make rows columns and columns rows. */
  Crop transposed() {
    return new Crop(/* top= */ left, /* left= */ top, /* height= */ width, /* width= */ height);
  }

  /** Fill {@code to}, which has its shape, with the rectangle, scaled bilinearly. */
  void scale(Pixels from, Raster to) {
    int columns = to.width();
    // Fixed point of 11 bits: the same bits on every JVM, and fast.
    int[] near = new int[columns];
    int next = width > 1 ? from.right() : 0;
    int[] weight = new int[columns];
    for (int x = 0; x < columns; x++) {
      long place = place(x, width, columns);
      // The last column counts wholly as the right neighbour: there is none beyond it.
      int column = Math.max(0, Math.min((int) (place >> 11), width - 2));
      near[x] = (left + column) * from.right();
      weight[x] = (int) place - (column << 11);
    }
    int[] upper = new int[columns];
    int[] lower = new int[columns];
    for (int channel = 0, o = 0; channel < to.channels(); channel++) {
      int upperRow = -1;
      int lowerRow = -1;
      for (int y = 0; y < to.height(); y++, o += columns) {
        long place = place(y, height, to.height());
        int row = top + (int) (place >> 11);
        int below = Math.min(row + 1, top + height - 1);
        if (row == lowerRow) {
          int[] swapped = upper;
          upper = lower;
          lower = swapped;
          lowerRow = upperRow;
          upperRow = row;
        }
        if (row != upperRow) {
          across(from, channel, row, near, next, weight, upper);
          upperRow = row;
        }
        if (below != lowerRow) {
          across(from, channel, below, near, next, weight, lower);
          lowerRow = below;
        }
        blend(upper, lower, (int) (place & 2047), to.data(), o);
      }
    }
  }

  /** Interpolate along a row, in 2048ths. */
  private static void across(
      Pixels from, int channel, int row, int[] near, int next, int[] weight, int[] line) {
    byte[] in = from.data();
    int start = from.first()[channel] + row * from.down();
    for (int x = 0; x < line.length; x++) {
      int at = start + near[x];
      int a = in[at] & 0xFF;
      int b = in[at + next] & 0xFF;
      line[x] = a * 2048 + (b - a) * weight[x];
    }
  }

  private static void blend(int[] upper, int[] lower, int down, byte[] out, int first) {
    for (int x = 0; x < upper.length; x++) {
      // At most 255 * 2048 * 2048, which an int holds.
      out[first + x] = (byte) ((upper[x] * (2048 - down) + lower[x] * down + (1 << 21)) >> 22);
    }
  }

  /**
   * Fill {@code to} as {@link #scale} does, but where the rectangle is at least twice as large
   * average whole blocks first, so that no pixel is left out.
   */
  void shrink(Pixels from, Raster to) {
    int block = Math.min(height / to.height(), width / to.width());
    if (block < 2) {
      scale(from, to);
      return;
    }
    Raster small = new Raster();
    small.reshape(to.channels(), height / block, width / block);
    int[] sums = new int[small.width()];
    for (int channel = 0, o = 0; channel < to.channels(); channel++) {
      for (int y = 0; y < small.height(); y++) {
        Arrays.fill(sums, block * block / 2);
        for (int row = top + y * block; row < top + (y + 1) * block; row++) {
          int at = from.first()[channel] + row * from.down() + left * from.right();
          for (int x = 0; x < sums.length; x++) {
            for (int u = 0; u < block; u++, at += from.right()) {
              sums[x] += from.data()[at] & 0xFF;
            }
          }
        }
        for (int x = 0; x < sums.length; x++, o++) {
          small.data()[o] = (byte) (sums[x] / (block * block));
        }
      }
    }
    new Crop(0, 0, small.height(), small.width()).scale(small.pixels(), to);
  }

  /** Give where an output pixel's centre lies among the input's, in 2048ths, inside the input. */
  private static long place(int out, int in, int size) {
    long centre = ((2L * out + 1) * in * 1024) / size - 1024;
    return Math.max(0, Math.min(centre, (in - 1) * 2048L));
  }
}
