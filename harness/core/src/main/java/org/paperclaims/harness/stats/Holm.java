package org.paperclaims.harness.stats;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Holm's step-down correction (Holm 1979): with it the chance that any of several tests rejects a
 * true null hypothesis is at most alpha, whatever the tests have to do with one another.
 */
public final class Holm {
  private Holm() {}

  /** Give the adjusted p values, in the order of the given ones. */
  public static double[] adjusted(double... p) {
    Integer[] order = new Integer[p.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
    double[] adjusted = new double[p.length];
    double largest = 0;
    for (int rank = 0; rank < p.length; rank++) {
      largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
      adjusted[order[rank]] = largest;
    }
    return adjusted;
  }
}
