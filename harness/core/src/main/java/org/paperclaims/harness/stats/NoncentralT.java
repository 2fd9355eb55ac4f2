package org.paperclaims.harness.stats;

import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * P(T > t) of the noncentral t distribution, by integration over the spread's distribution: the
 * power of a t test. Densities of the spread do not depend on the mean, so a search over means
 * computes them once.
 */
final class NoncentralT {
  private static final int STEPS = 400;
  private static final NormalDistribution NORMAL = new NormalDistribution();

  private final double t;
  private final double from;
  private final double step;
  private final double[] weights = new double[STEPS + 1];

  NoncentralT(double t, double degrees) {
    this.t = t;
    // T > t where Z + noncentrality > t W, with W = sqrt(chi^2 / degrees) independent of Z.
    double scale = 1 / Math.sqrt(2 * degrees);
    this.from = Math.max(0, 1 - 9 * scale);
    double to = 1 + 12 * scale;
    this.step = (to - from) / STEPS;
    for (int i = 0; i <= STEPS; i++) {
      double simpson = i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
      weights[i] = simpson * StudentT.spreadDensity(from + i * step, degrees);
    }
  }

  /**
   * Give P(T > t).
   *
   * @param noncentrality the mean in standard errors
   */
  double survival(double noncentrality) {
    double sum = 0;
    for (int i = 0; i <= STEPS; i++) {
      double w = from + i * step;
      sum += weights[i] * NORMAL.cumulativeProbability(noncentrality - t * w);
    }
    return Math.min(1, sum * step / 3);
  }
}
