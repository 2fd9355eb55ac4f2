package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.paperclaims.testing.Property;

class CropTest {
  private static Raster image(int height, int width, long seed) {
    Raster image = new Raster();
    image.reshape(3, height, width);
    Draws draws = Draws.of(seed, height, width, 0);
    for (int i = 0; i < image.values(); i++) {
      image.data()[i] = (byte) draws.below(256);
    }
    return image;
  }

  /** Interpolate between the centres of pixels, inside of the crop. */
  private static double bilinear(Raster image, Crop crop, int channel, double y, double x) {
    double inY = Math.max(0, Math.min(crop.height() - 1, y));
    double inX = Math.max(0, Math.min(crop.width() - 1, x));
    int top = (int) inY;
    int left = (int) inX;
    double sum = 0;
    for (int v = 0; v < 2; v++) {
      for (int u = 0; u < 2; u++) {
        double weight = (1 - Math.abs(inY - top - v)) * (1 - Math.abs(inX - left - u));
        int row = crop.top() + Math.min(crop.height() - 1, top + v);
        int column = crop.left() + Math.min(crop.width() - 1, left + u);
        int place = (channel * image.height() + row) * image.width() + column;
        sum += weight * (image.data()[place] & 0xFF);
      }
    }
    return sum;
  }

  @Test
  void scaling_interpolates_between_the_centres_of_pixels() {
    Property.holds(
        300,
        draw -> {
          int height = draw.between(1, 12);
          int width = draw.between(1, 12);
          int outHeight = draw.between(1, 20);
          int outWidth = draw.between(1, 20);
          int top = draw.between(0, 3);
          int left = draw.between(0, 3);
          Raster image = image(top + height + 2, left + width + 2, draw.anyLong());
          Crop crop = new Crop(top, left, height, width);
          Raster out = new Raster();
          out.reshape(3, outHeight, outWidth);
          crop.scale(image.pixels(), out);
          for (int i = 0; i < out.values(); i++) {
            double y = (i / outWidth % outHeight + 0.5) * height / outHeight - 0.5;
            double x = (i % outWidth + 0.5) * width / outWidth - 0.5;
            double expected = bilinear(image, crop, i / outWidth / outHeight, y, x);
            // Places are rounded to 2048ths of a pixel, and pixels differ by at most 255.
            assertThat((double) (out.data()[i] & 0xFF)).isCloseTo(expected, within(0.8));
          }
        });
  }

  @Test
  void shrinking_to_a_whole_fraction_averages_blocks() {
    Property.holds(
        100,
        draw -> {
          int block = draw.between(2, 4);
          int height = draw.between(1, 6);
          int width = draw.between(1, 6);
          Raster image = image(block * height + 3, block * width + 2, draw.anyLong());
          Raster out = new Raster();
          out.reshape(3, height, width);
          new Crop(2, 1, block * height, block * width).shrink(image.pixels(), out);
          for (int i = 0; i < out.values(); i++) {
            int row = 2 + i / width % height * block;
            int column = 1 + i % width * block;
            double sum = 0;
            for (int v = 0; v < block; v++) {
              for (int u = 0; u < block; u++) {
                int plane = i / width / height * image.height();
                sum += image.data()[(plane + row + v) * image.width() + column + u] & 0xFF;
              }
            }
            assertThat((double) (out.data()[i] & 0xFF))
                .isCloseTo(sum / (block * block), within(0.51));
          }
        });
  }
}
