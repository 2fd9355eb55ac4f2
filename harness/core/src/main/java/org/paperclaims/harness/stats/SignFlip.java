package org.paperclaims.harness.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The sign-flip test of the mean of symmetric differences (Fisher 1935): under the null hypothesis
 * each difference is as likely with the other sign, so p is the share of the 2^n flips whose sum is
 * at least the one seen. Exact to 40 numbers, by joining the sums of two halves (Horowitz and
 * Sahni, J. ACM 1974); above that from 100,000 flips drawn from a fixed seed, the seen one counted
 * with them, which keeps p valid.
 */
public final class SignFlip {
  private static final int EXACT = 40;
  private static final int DRAWS = 100_000;
  private static final double ROUNDING = 1e-12;

  private SignFlip() {}

  /** Give the one-sided p of the mean being above a value. */
  public static double pAbove(double[] values, double value) {
    return pAbove(Differences.of(values, 0), value);
  }

  /** Give the one-sided p of the mean being above a value; sums equal but for rounding tie. */
  public static double pAbove(Differences values, double value) {
    Differences shifted = values.minus(value);
    double[] numbers = shifted.values();
    double seen = 0;
    double size = 0;
    for (double number : numbers) {
      seen += number;
      size += Math.abs(number);
    }
    double bar = seen - Math.max(ROUNDING * size, numbers.length * shifted.tolerance());
    return numbers.length <= EXACT ? exact(numbers, bar) : drawn(numbers, bar);
  }

  /** Give the one-sided p of the mean being below a value. */
  public static double pBelow(double[] values, double value) {
    return pBelow(Differences.of(values, 0), value);
  }

  /** Give the one-sided p of the mean being below a value; sums equal but for rounding tie. */
  public static double pBelow(Differences values, double value) {
    return pAbove(values.negated(), -value);
  }

  /** Give the smallest p that n numbers can reach. */
  public static double smallest(int n) {
    return Math.scalb(1.0, -n);
  }

  /** Count the flips that reach the bar: for each sum of one half, those of the other that do. */
  private static double exact(double[] values, double bar) {
    int half = values.length / 2;
    double[] first = sums(Arrays.copyOfRange(values, 0, half));
    double[] second = sums(Arrays.copyOfRange(values, half, values.length));
    Arrays.sort(first);
    Arrays.sort(second);
    long reached = 0;
    int left = second.length;
    for (double sum : first) {
      // Sums of the first half rise, so ever smaller ones of the second are enough.
      while (left > 0 && sum + second[left - 1] >= bar) {
        left--;
      }
      reached += second.length - left;
    }
    return Math.scalb((double) reached, -values.length);
  }

  /**
   * Give the sums of all flips of some numbers: bit i of an index says whether number i is flipped.
   */
  private static double[] sums(double[] values) {
    double[] sums = new double[1 << values.length];
    for (int i = 0; i < values.length; i++) {
      int known = 1 << i;
      for (int j = 0; j < known; j++) {
        sums[known + j] = sums[j] - values[i];
        sums[j] += values[i];
      }
    }
    return sums;
  }

  /** Draw flips, of eight numbers at a time: a byte drawn says which of their 256 sums is meant. */
  private static double drawn(double[] values, double bar) {
    double[][] blocks = new double[(values.length + Byte.SIZE - 1) / Byte.SIZE][];
    for (int i = 0; i < blocks.length; i++) {
      int from = i * Byte.SIZE;
      blocks[i] = sums(Arrays.copyOfRange(values, from, Math.min(from + Byte.SIZE, values.length)));
    }
    SplittableRandom random = new SplittableRandom(1);
    long reached = 1;
    for (int draw = 0; draw < DRAWS; draw++) {
      double sum = 0;
      long bits = 0;
      for (int i = 0; i < blocks.length; i++) {
        bits = i % Long.BYTES == 0 ? random.nextLong() : bits >>> Byte.SIZE;
        sum += blocks[i][(int) bits & (blocks[i].length - 1)];
      }
      if (sum >= bar) {
        reached++;
      }
    }
    return (double) reached / (DRAWS + 1);
  }
}
