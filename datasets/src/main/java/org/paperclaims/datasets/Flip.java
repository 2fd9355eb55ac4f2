package org.paperclaims.datasets;

/** Mirror left and right, with probability one half. */
record Flip() implements Step {
  boolean drawFlip(Draws draws) {
    return draws.coin();
  }

  @Override
  public void apply(Raster from, Raster to, byte[] mean, Draws draws) {
    int width = from.width();
    int rows = from.channels() * from.height();
    to.reshape(from.channels(), from.height(), width);
    byte[] in = from.data();
    byte[] out = to.data();
    if (!drawFlip(draws)) {
      System.arraycopy(in, 0, out, 0, from.values());
      return;
    }
    for (int row = 0; row < rows; row++) {
      int first = row * width;
      int last = first + width - 1;
      for (int x = 0; x < width; x++) {
        out[first + x] = in[last - x];
      }
    }
  }
}
