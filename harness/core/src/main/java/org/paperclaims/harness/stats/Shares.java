package org.paperclaims.harness.stats;

import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * Exact tests of one share being larger than another, from as many tries of each.
 *
 * @param of tries of each, at least 1
 */
public record Shares(int of) {
  /** How many values the share that is not asked about is tried at. */
  private static final int STEPS = 200;

  public Shares {
    if (of < 1) {
      throw new IllegalArgumentException(of + " is no count of tries");
    }
  }

  /**
   * Give the p of one share being larger than another by more than {@code by}.
   *
   * <p>By nothing at all it is Fisher's exact test (1935). By more it is the largest chance, over
   * all values of the smaller share, of counts that differ by as much or more (Barnard 1945; Chan
   * 1998).
   *
   * @param more counted where the larger share is supposed
   * @param less counted in the other
   * @param by from 0 to 1
   */
  public double pMore(int more, int less, double by) {
    if (by == 0) {
      return Fisher.pMore(more, of, less, of);
    }
    double largest = 0;
    for (int step = 0; step <= STEPS; step++) {
      double smaller = (1 - by) * step / STEPS;
      largest = Math.max(largest, chance(more - less, smaller + by, smaller));
    }
    return Math.min(1, largest);
  }

  private double chance(int difference, double larger, double smaller) {
    BinomialDistribution one = new BinomialDistribution(of, Math.min(1, larger));
    BinomialDistribution other = new BinomialDistribution(of, smaller);
    double sum = 0;
    for (int count = 0; count <= of; count++) {
      // So many of the other, and of the one at least as many more.
      sum += other.probability(count) * (1 - one.cumulativeProbability(count + difference - 1));
    }
    return sum;
  }
}
