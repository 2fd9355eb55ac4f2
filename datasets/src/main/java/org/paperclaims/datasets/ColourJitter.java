package org.paperclaims.datasets;

/**
 * Change brightness, contrast and saturation, in this order, each by a factor drawn from {@code 1 -
 * percent / 100} to {@code 1 + percent / 100}, as the Torch recipes for ImageNet do.
 */
record ColourJitter(int percent) implements Step {
  private static final int[] GREY_WEIGHTS = {299, 587, 114};

  @Override
  public void apply(Raster from, Raster to, byte[] mean, Draws draws) {
    to.reshape(from.channels(), from.height(), from.width());
    System.arraycopy(from.data(), 0, to.data(), 0, from.values());
    blend(to, draw(draws), 0);
    int pixels = from.height() * from.width();
    long sum = 0;
    for (int i = 0; i < pixels; i++) {
      sum += grey(to, i, pixels);
    }
    blend(to, draw(draws), (int) (sum / pixels));
    double saturation = draw(draws);
    byte[] data = to.data();
    for (int i = 0; i < pixels; i++) {
      int grey = grey(to, i, pixels);
      for (int place = i; place < to.values(); place += pixels) {
        data[place] = mixed(data[place] & 0xFF, saturation, grey);
      }
    }
  }

  private double draw(Draws draws) {
    return draws.between(1 - percent / 100.0, 1 + percent / 100.0);
  }

  private static int grey(Raster image, int pixel, int pixels) {
    byte[] data = image.data();
    if (image.channels() != 3) {
      return data[pixel] & 0xFF;
    }
    int sum = 500;
    for (int channel = 0; channel < 3; channel++) {
      sum += GREY_WEIGHTS[channel] * (data[channel * pixels + pixel] & 0xFF);
    }
    return sum / 1000;
  }

  private static void blend(Raster image, double factor, int towards) {
    byte[] data = image.data();
    for (int i = 0; i < image.values(); i++) {
      data[i] = mixed(data[i] & 0xFF, factor, towards);
    }
  }

  private static byte mixed(int value, double factor, int towards) {
    return (byte) Math.max(0, Math.min(255, Math.round(towards + factor * (value - towards))));
  }
}
