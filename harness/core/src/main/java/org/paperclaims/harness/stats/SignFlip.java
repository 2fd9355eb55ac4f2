package org.paperclaims.harness.stats;

import java.util.Random;

/**
 * The sign-flip test of the mean of symmetric differences (Fisher 1935): under the null hypothesis
 * each difference is as likely with the other sign, so p is the share of the 2^n flips whose sum is
 * at least the one seen. Exact to 20 numbers; above that from 100,000 flips drawn from a fixed
 * seed, the seen one counted with them, which keeps p valid.
 */
public final class SignFlip {
  private static final int EXACT = 20;
  private static final int DRAWS = 100_000;
  private static final double ROUNDING = 1e-12;

  private SignFlip() {}

  /** Give the one-sided p of the mean being above a value. */
  public static double pAbove(double[] values, double value) {
    double[] shifted = new double[values.length];
    double seen = 0;
    double size = 0;
    for (int i = 0; i < values.length; i++) {
      shifted[i] = values[i] - value;
      seen += shifted[i];
      size += Math.abs(shifted[i]);
    }
    double bar = seen - ROUNDING * size;
    return values.length <= EXACT ? exact(shifted, bar) : drawn(shifted, bar);
  }

  /** Give the one-sided p of the mean being below a value. */
  public static double pBelow(double[] values, double value) {
    double[] negated = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      negated[i] = -values[i];
    }
    return pAbove(negated, -value);
  }

  /** Give the smallest p that n numbers can reach. */
  public static double smallest(int n) {
    return Math.scalb(1.0, -n);
  }

  private static double exact(double[] values, double bar) {
    int n = values.length;
    long reached = 0;
    for (int flips = 0; flips < 1 << n; flips++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += (flips >> i & 1) == 0 ? values[i] : -values[i];
      }
      if (sum >= bar) {
        reached++;
      }
    }
    return (double) reached / (1L << n);
  }

  private static double drawn(double[] values, double bar) {
    Random random = new Random(1);
    long reached = 1;
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      for (double value : values) {
        sum += random.nextBoolean() ? value : -value;
      }
      if (sum >= bar) {
        reached++;
      }
    }
    return (double) reached / (DRAWS + 1);
  }
}
