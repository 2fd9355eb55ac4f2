package org.paperclaims.harness.stats;

import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Moments of what papers pick out of n runs with standard normal noise, by integration: the best
 * and the median of n draws. Tells how far a "best of 5" lies from a mean, and how much it varies.
 *
 * @param mean of the picked number, in standard deviations from the mean
 * @param variance of the picked number, in units of one run's variance
 */
public record NormalExtremes(double mean, double variance) {
  private static final int STEPS = 4000;
  private static final double FAR = 10;
  private static final int SQUARE = 300;
  private static final double NEAR = 6;

  /** Give the moments of the largest of n; the smallest has the mean's opposite. */
  public static NormalExtremes largest(int n) {
    return order(n, n);
  }

  /** Give the moments of the median of n, the mean of the middle two for an even n. */
  public static NormalExtremes median(int n) {
    if (n % 2 == 1) {
      return order(n, n / 2 + 1);
    }
    NormalDistribution normal = new NormalDistribution();
    double middle = n / 2.0 - 1;
    double step = 2 * NEAR / SQUARE;
    double total = 0;
    double second = 0;
    for (int i = 0; i < SQUARE; i++) {
      double x = -NEAR + (i + 0.5) * step;
      double lower = normal.density(x) * Math.pow(normal.cumulativeProbability(x), middle);
      for (int j = i; j < SQUARE; j++) {
        double y = -NEAR + (j + 0.5) * step;
        double upper = normal.density(y) * Math.pow(normal.cumulativeProbability(-y), middle);
        double weight = lower * upper * (i == j ? 0.5 : 1);
        total += weight;
        second += weight * (x + y) * (x + y) / 4;
      }
    }
    return new NormalExtremes(0, second / total);
  }

  private static NormalExtremes order(int n, int rank) {
    NormalDistribution normal = new NormalDistribution();
    double total = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i <= STEPS; i++) {
      double z = -FAR + 2 * FAR * i / STEPS;
      double weight =
          normal.density(z)
              * Math.pow(normal.cumulativeProbability(z), rank - 1)
              * Math.pow(normal.cumulativeProbability(-z), n - rank);
      total += weight;
      first += weight * z;
      second += weight * z * z;
    }
    double mean = first / total;
    return new NormalExtremes(Math.abs(mean) < 1e-9 ? 0 : mean, second / total - mean * mean);
  }
}
