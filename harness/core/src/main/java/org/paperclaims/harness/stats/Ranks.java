package org.paperclaims.harness.stats;

import java.util.Arrays;

/** Ranks of numbers, infinities included; equal numbers share the middle of their ranks. */
public final class Ranks {
  private Ranks() {}

  /** Give twice the rank of each number, from 2 for the least on: whole numbers even with ties. */
  public static int[] doubled(double[] values) {
    int[] ranks = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int below = 0;
      int equal = 0;
      for (double other : values) {
        int order = Double.compare(other + 0.0, values[i] + 0.0);
        below += order < 0 ? 1 : 0;
        equal += order == 0 ? 1 : 0;
      }
      ranks[i] = 2 * below + equal + 1;
    }
    return ranks;
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
