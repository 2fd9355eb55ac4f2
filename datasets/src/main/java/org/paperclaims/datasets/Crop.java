package org.paperclaims.datasets;

/** A rectangle of an image, in pixels. */
record Crop(int top, int left, int height, int width) {
  /** Fill {@code to}, which has its shape, with the rectangle, scaled bilinearly. */
  void scale(Raster from, Raster to) {
    int outHeight = to.height();
    int outWidth = to.width();
    // Fixed point of 11 bits: the same bits on every JVM, and fast.
    int[] leftOf = new int[outWidth];
    int[] rightOf = new int[outWidth];
    int[] weight = new int[outWidth];
    int lastColumn = left + width - 1;
    for (int x = 0; x < outWidth; x++) {
      long place = place(x, width, outWidth);
      leftOf[x] = left + (int) (place >> 11);
      rightOf[x] = Math.min(leftOf[x] + 1, lastColumn);
      weight[x] = (int) (place & 2047);
    }
    byte[] in = from.data();
    byte[] out = to.data();
    for (int channel = 0, o = 0; channel < to.channels(); channel++) {
      int plane = channel * from.height() * from.width();
      for (int y = 0; y < outHeight; y++) {
        long place = place(y, height, outHeight);
        int row = top + (int) (place >> 11);
        int down = (int) (place & 2047);
        int upper = plane + row * from.width();
        int lower = plane + Math.min(row + 1, top + height - 1) * from.width();
        for (int x = 0; x < outWidth; x++, o++) {
          int a = leftOf[x];
          int b = rightOf[x];
          int right = weight[x];
          int above = (in[upper + a] & 0xFF) * (2048 - right) + (in[upper + b] & 0xFF) * right;
          int below = (in[lower + a] & 0xFF) * (2048 - right) + (in[lower + b] & 0xFF) * right;
          // At most 255 * 2048 * 2048, which an int holds.
          out[o] = (byte) ((above * (2048 - down) + below * down + (1 << 21)) >> 22);
        }
      }
    }
  }

  /**
   * Fill {@code to} as {@link #scale} does, but where the rectangle is at least twice as large
   * average whole blocks first, so that no pixel is left out.
   */
  void shrink(Raster from, Raster to) {
    int block = Math.min(height / to.height(), width / to.width());
    if (block < 2) {
      scale(from, to);
      return;
    }
    Raster small = new Raster();
    int rows = height / block;
    int columns = width / block;
    small.reshape(from.channels(), rows, columns);
    for (int channel = 0, o = 0; channel < from.channels(); channel++) {
      for (int y = 0; y < rows; y++) {
        int first = (channel * from.height() + top + y * block) * from.width() + left;
        for (int x = 0; x < columns; x++, o++) {
          int sum = block * block / 2;
          for (int v = 0; v < block; v++) {
            int at = first + v * from.width() + x * block;
            for (int u = 0; u < block; u++) {
              sum += from.data()[at + u] & 0xFF;
            }
          }
          small.data()[o] = (byte) (sum / (block * block));
        }
      }
    }
    new Crop(0, 0, rows, columns).scale(small, to);
  }

  /** Give where an output pixel's centre lies among the input's, in 2048ths, inside the input. */
  private static long place(int out, int in, int size) {
    long centre = ((2L * out + 1) * in * 1024) / size - 1024;
    return Math.max(0, Math.min(centre, (in - 1) * 2048L));
  }
}
