package org.paperclaims.harness.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many of several null hypotheses are false at least (Benjamini and Heller, Biometrics 2008;
 * Dror et al., TACL 2017). That fewer than u are false is rejected by Bonferroni's rule over the
 * largest n - u + 1 p values, which holds whatever the tests have to do with one another.
 */
public final class PartialConjunction {
  private PartialConjunction() {}

  /**
   * Give the p of at least so many being false.
   *
   * @param p of each hypothesis
   * @param least from 1 to as many as there are
   */
  public static double p(double[] p, int least) {
    return p(p, least, Multiplier.BONFERRONI);
  }

  /**
   * Give the p of at least so many being false.
   *
   * @param multiplier of each p where others share alpha
   */
  public static double p(double[] p, int least, Multiplier multiplier) {
    double largest = 0;
    // At least so many implies at least fewer, so no p is below that of fewer.
    for (int u = 1; u <= least; u++) {
      int sharing = p.length - u + 1;
      double[] sorted =
          IntStream.range(0, p.length).mapToDouble(i -> p[i] * multiplier.of(i, sharing)).toArray();
      Arrays.sort(sorted);
      largest = Math.max(largest, Math.min(1, sorted[u - 1]));
    }
    return largest;
  }

  /** Give how many are false at least; too large a number with a chance of at most alpha. */
  public static int atLeast(double[] p, double alpha, Multiplier multiplier) {
    int least = 0;
    while (least < p.length && p(p, least + 1, multiplier) <= alpha) {
      least++;
    }
    return least;
  }
}
