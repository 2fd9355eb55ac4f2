package org.paperclaims.harness.stats;

import java.util.List;

/**
 * Page's test of an ordered alternative (Page 1963), exact: within each block (a seed) the values
 * at rising levels are ranked; the statistic is the sum over blocks of sum(position * rank), which
 * is the rank correlation within blocks up to constants; its null distribution takes every order
 * within a block as equally likely, blocks independent. Ties share ranks and are permuted as they
 * are. Levels enter by their order only.
 */
public final class PageTest {
  /** More levels than this have too many orders to count. */
  public static final int MOST_LEVELS = 8;

  private PageTest() {}

  /**
   * Give the one-sided p of values rising with the level.
   *
   * @param blocks each with the values at the rising levels; infinities allowed
   */
  public static double pRising(List<double[]> blocks) {
    return pRising(blocks, 0);
  }

  /**
   * Give the one-sided p of values rising with the level.
   *
   * @param tolerance how far two values of a block may lie apart by rounding, which then tie
   */
  public static double pRising(List<double[]> blocks, double tolerance) {
    double[] chance = {1};
    int seen = 0;
    for (double[] block : blocks) {
      if (block.length < 2 || block.length > MOST_LEVELS) {
        throw new IllegalArgumentException(
            "a trend has 2 to " + MOST_LEVELS + " levels, found " + block.length);
      }
      int[] ranks = Ranks.doubled(block, tolerance);
      for (int i = 0; i < ranks.length; i++) {
        seen += (i + 1) * ranks[i];
      }
      chance = convolved(chance, distribution(ranks));
    }
    double p = 0;
    for (int sum = seen; sum < chance.length; sum++) {
      p += chance[sum];
    }
    return Math.min(1, p);
  }

  /** Give the mean rank correlation of value and level over the blocks, from -1 to 1. */
  public static double correlation(List<double[]> blocks) {
    return correlation(blocks, 0);
  }

  /** Give the mean rank correlation over the blocks, where values tie within a tolerance. */
  public static double correlation(List<double[]> blocks, double tolerance) {
    double sum = 0;
    for (double[] block : blocks) {
      int[] ranks = Ranks.doubled(block, tolerance);
      double middle = block.length + 1.0;
      double both = 0;
      double ofRanks = 0;
      double ofLevels = 0;
      for (int i = 0; i < ranks.length; i++) {
        double level = 2 * (i + 1) - middle;
        both += level * (ranks[i] - middle);
        ofRanks += (ranks[i] - middle) * (ranks[i] - middle);
        ofLevels += level * level;
      }
      sum += ofRanks == 0 ? 0 : both / Math.sqrt(ofRanks * ofLevels);
    }
    return sum / blocks.size();
  }

  private static double[] distribution(int[] ranks) {
    int largest = 0;
    for (int i = 0; i < ranks.length; i++) {
      largest += (i + 1) * 2 * ranks.length;
    }
    long[] count = new long[largest + 1];
    permute(ranks.clone(), 0, 0, count);
    long orders = 0;
    for (long c : count) {
      orders += c;
    }
    double[] chance = new double[count.length];
    for (int i = 0; i < chance.length; i++) {
      chance[i] = (double) count[i] / orders;
    }
    return chance;
  }

  private static void permute(int[] ranks, int position, int sum, long[] count) {
    if (position == ranks.length) {
      count[sum]++;
      return;
    }
    for (int i = position; i < ranks.length; i++) {
      swap(ranks, position, i);
      permute(ranks, position + 1, sum + (position + 1) * ranks[position], count);
      swap(ranks, position, i);
    }
  }

  private static void swap(int[] values, int a, int b) {
    int kept = values[a];
    values[a] = values[b];
    values[b] = kept;
  }

  private static double[] convolved(double[] a, double[] b) {
    double[] sum = new double[a.length + b.length - 1];
    for (int i = 0; i < a.length; i++) {
      if (a[i] > 0) {
        for (int j = 0; j < b.length; j++) {
          sum[i + j] += a[i] * b[j];
        }
      }
    }
    return sum;
  }
}
