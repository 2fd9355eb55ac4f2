package org.paperclaims.harness.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The passes over tiles against the same sums in double, one number after another. */
class NormKernelTest {
  private static final double CLOSE = 1e-5;

  @ParameterizedTest(name = "{0} channels, {1} rows, around {2}")
  @CsvSource({
    "1, 1, 0",
    "1, 100000, 3",
    "3, 7, 0",
    "16, 4096, 0",
    "16, 4097, 1000",
    "384, 5, -2",
    "385, 40, 0",
    "700, 129, 50"
  })
  void finds_mean_and_squares(int channels, int rows, double middle) {
    float[] x = numbers(channels * rows, middle, 1);
    double[] mean = new double[channels];
    double[] squares = new double[channels];
    new NormKernel(channels).moments(FloatBuffer.wrap(x), mean, squares);
    for (int c = 0; c < channels; c++) {
      double expected = 0;
      for (int row = 0; row < rows; row++) {
        expected += x[row * channels + c] / (double) rows;
      }
      double spread = 0;
      for (int row = 0; row < rows; row++) {
        spread += Math.pow(x[row * channels + c] - expected, 2);
      }
      assertThat(mean[c]).isCloseTo(expected, within(CLOSE));
      assertThat(squares[c]).isCloseTo(spread, within(CLOSE * (rows + spread)));
    }
  }

  @ParameterizedTest(name = "added: {0}, rectified: {1}, {2} channels")
  @CsvSource({
    "false, false, 5",
    "false, true, 5",
    "true, false, 5",
    "true, true, 5",
    "false, true, 384",
    "true, true, 385",
    "true, false, 1000"
  })
  void scales_shifts_adds_and_rectifies(boolean added, boolean rectified, int channels) {
    float[] x = numbers(channels * 333, 0, 2);
    float[] other = numbers(x.length, 0, 3);
    float[] scale = numbers(channels, 1, 4);
    float[] shift = numbers(channels, 0, 5);
    float[] out = new float[x.length];
    new NormKernel(channels)
        .normalise(
            FloatBuffer.wrap(x),
            added ? FloatBuffer.wrap(other) : null,
            rectified,
            scale,
            shift,
            FloatBuffer.wrap(out));
    for (int i = 0; i < x.length; i++) {
      double y = x[i] * (double) scale[i % channels] + shift[i % channels];
      y += added ? other[i] : 0;
      assertThat((double) out[i]).isCloseTo(rectified ? Math.max(y, 0) : y, within(CLOSE));
    }
  }

  @ParameterizedTest(name = "{0} channels, {1} rows")
  @CsvSource({"1, 1", "6, 9000", "384, 70", "1000, 130"})
  void gathers_the_sums_of_a_gradient(int channels, int rows) {
    float[] x = numbers(channels * rows, 1, 6);
    float[] gradient = numbers(x.length, 0, 7);
    float[] mean = numbers(channels, 1, 10);
    double[] sums = new double[channels];
    double[] products = new double[channels];
    new NormKernel(channels)
        .gather(FloatBuffer.wrap(gradient), FloatBuffer.wrap(x), mean, sums, products);
    double[] expectedSums = new double[channels];
    double[] expectedProducts = new double[channels];
    for (int i = 0; i < x.length; i++) {
      int c = i % channels;
      expectedSums[c] += gradient[i];
      expectedProducts[c] += gradient[i] * ((double) x[i] - mean[c]);
    }
    for (int c = 0; c < channels; c++) {
      assertThat(sums[c]).isCloseTo(expectedSums[c], within(CLOSE * rows));
      assertThat(products[c]).isCloseTo(expectedProducts[c], within(CLOSE * rows));
    }
  }

  @Test
  void sums_over_millions_of_rows_lose_nothing() {
    int rows = 4_000_000;
    float[] x = new float[rows];
    float[] gradient = new float[rows];
    Arrays.fill(x, 1.1f);
    Arrays.fill(gradient, 0.1f);
    double[] sum = new double[1];
    double[] product = new double[1];
    new NormKernel(1)
        .gather(FloatBuffer.wrap(gradient), FloatBuffer.wrap(x), new float[] {1}, sum, product);
    assertThat(sum[0] / rows).isCloseTo(0.1f, within(1e-7));
    assertThat(product[0] / rows).isCloseTo(0.1f * (1.1f - 1f), within(1e-7));
  }

  @ParameterizedTest(name = "{0} channels")
  @CsvSource({"1", "7", "384", "400", "768", "1000"})
  void spreads_gradients_and_may_overwrite_them(int channels) {
    float[] x = numbers(channels * 77, 0, 11);
    float[] gradient = numbers(x.length, 0, 12);
    float[] mean = numbers(channels, 0, 13);
    float[] scale = numbers(channels, 1, 14);
    float[] curve = numbers(channels, 0, 15);
    float[] shift = numbers(channels, 0, 16);
    float[] spread = gradient.clone();
    FloatBuffer place = FloatBuffer.wrap(spread);
    new NormKernel(channels).spread(place, FloatBuffer.wrap(x), mean, scale, curve, shift, place);
    for (int i = 0; i < x.length; i++) {
      int c = i % channels;
      assertThat((double) spread[i])
          .isCloseTo(
              gradient[i] * (double) scale[c] + (x[i] - (double) mean[c]) * curve[c] + shift[c],
              within(CLOSE));
    }
  }

  private static float[] numbers(int count, double middle, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (middle + random.nextGaussian());
    }
    return numbers;
  }
}
