package org.paperclaims.harness.stats;

import org.hipparchus.distribution.discrete.HypergeometricDistribution;

/** Fisher's exact test (1935) of two counts, from any numbers of tries. */
public final class Fisher {
  private Fisher() {}

  /** Give the p of the share of which {@code one} is a count being the larger one. */
  public static double pMore(int one, int tries, int other, int otherTries) {
    return new HypergeometricDistribution(tries + otherTries, one + other, tries)
        .upperCumulativeProbability(one);
  }
}
