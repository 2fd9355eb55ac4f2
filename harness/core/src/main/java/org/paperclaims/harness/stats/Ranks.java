package org.paperclaims.harness.stats;

import java.util.Arrays;

/** Ranks of numbers, infinities included; equal numbers share the middle of their ranks. */
public final class Ranks {
  private Ranks() {}

  /** Give twice the rank of each number, from 2 for the least on: whole numbers even with ties. */
  public static int[] doubled(double[] values) {
    return doubled(values, 0);
  }

  /**
   * Give twice the rank of each number, where numbers tie that lie no further apart than may be
   * rounding.
   */
  public static int[] doubled(double[] values, double tolerance) {
    double[] tied = tied(values, tolerance);
    int[] ranks = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int below = 0;
      int equal = 0;
      for (double other : tied) {
        int order = Double.compare(other + 0.0, tied[i] + 0.0);
        below += order < 0 ? 1 : 0;
        equal += order == 0 ? 1 : 0;
      }
      ranks[i] = 2 * below + equal + 1;
    }
    return ranks;
  }

  /** Give each number as the least of those that it ties with. */
  private static double[] tied(double[] values, double tolerance) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] least = sorted.clone();
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] - sorted[i - 1] <= tolerance) {
        least[i] = least[i - 1];
      }
    }
    double[] tied = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      tied[i] = least[Arrays.binarySearch(sorted, values[i])];
    }
    return tied;
  }

  /** Give the median; between two infinities of different sign there is none (not a number). */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    if (sorted.length % 2 == 1 || sorted[middle - 1] == sorted[middle]) {
      return sorted[middle];
    }
    return (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
