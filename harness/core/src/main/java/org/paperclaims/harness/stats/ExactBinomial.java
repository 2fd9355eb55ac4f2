package org.paperclaims.harness.stats;

import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.special.Beta;

/**
 * The evidence of k of n independent tries on the chance p of one: the exact interval of Clopper
 * and Pearson (1934), and the one-sided tests that it comes from.
 *
 * @param count k, from 0 to n
 * @param of n, at least 1
 */
public record ExactBinomial(long count, long of) {
  public ExactBinomial {
    if (of < 1 || count < 0 || count > of) {
      throw new IllegalArgumentException(count + " of " + of + " is no count of tries");
    }
  }

  /**
   * Give the chance of k or more, if the chance of each is {@code p}; none is below 0, so 0 there.
   */
  public double atLeast(double p) {
    if (p < 0) {
      return 0;
    }
    if (count == 0 || p >= 1) {
      return 1;
    }
    return p == 0 ? 0 : Beta.regularizedBeta(p, (double) count, of - count + 1.0);
  }

  /**
   * Give the chance of k or fewer, if the chance of each is {@code p}; none is above 1, so 0 there.
   */
  public double atMost(double p) {
    if (p > 1) {
      return 0;
    }
    if (count == of || p <= 0) {
      return 1;
    }
    return p == 1 ? 0 : 1 - Beta.regularizedBeta(p, count + 1.0, (double) (of - count));
  }

  /**
   * Give the interval that covers the chance at least as often as {@code confidence}, as much of
   * the rest on either side.
   */
  public Interval interval(double confidence) {
    return interval((double) count, (double) (of - count), confidence);
  }

  /** Give the interval of so many tries of each kind, which may be halves. */
  static Interval interval(double count, double others, double confidence) {
    double tail = (1 - confidence) / 2;
    double low =
        count == 0 ? 0 : new BetaDistribution(count, others + 1).inverseCumulativeProbability(tail);
    double high =
        others == 0
            ? 1
            : new BetaDistribution(count + 1, others).inverseCumulativeProbability(1 - tail);
    return new Interval(low, high);
  }
}
