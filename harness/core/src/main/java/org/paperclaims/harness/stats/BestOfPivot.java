package org.paperclaims.harness.stats;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * The distribution of (best - mean) / sd, where the best is the largest of k normal draws, and mean
 * and standard deviation are those of n others from the same distribution. It depends on nothing
 * but k and n, so that its quantiles are exact critical values for a "best of k" against n runs,
 * where no t distribution holds: the shift from a best to a mean moves with the very spread that is
 * estimated.
 *
 * @param k draws that the best is picked from, 1 or more
 * @param n others, 2 or more
 */
public record BestOfPivot(int k, int n) {
  private static final NormalDistribution NORMAL = new NormalDistribution();
  private static final GaussIntegratorFactory NODES = new GaussIntegratorFactory();
  private static final int POINTS = 48;
  private static final double FAR = 8;
  private static final int HALVINGS = 50;

  public BestOfPivot {
    if (k < 1 || n < 2) {
      throw new IllegalArgumentException(
          "the best of at least 1 run against at least 2 others, found " + k + " and " + n);
    }
  }

  /** Give the chance of being at most a number. */
  public double below(double t) {
    double degrees = n - 1.0;
    double scale = 1 / Math.sqrt(2 * degrees);
    double from = Math.max(0, 1 - 9 * scale);
    double root = Math.sqrt(n);
    GaussIntegrator means = NODES.legendre(POINTS, -FAR, FAR);
    GaussIntegrator spreads = NODES.legendre(POINTS, from, 1 + 12 * scale);
    return Math.min(
        1,
        spreads.integrate(
            w ->
                StudentT.spreadDensity(w, degrees)
                    * means.integrate(
                        z ->
                            NORMAL.density(z)
                                * Math.pow(NORMAL.cumulativeProbability(t * w + z / root), k))));
  }

  /** Give the number that is exceeded with a probability. */
  public double exceededWith(double probability) {
    double low = -1;
    double high = 1;
    while (below(low) > 1 - probability) {
      low *= 2;
    }
    while (below(high) < 1 - probability) {
      high *= 2;
    }
    for (int i = 0; i < HALVINGS && high - low > 1e-9 * Math.max(1, Math.abs(low)); i++) {
      double middle = (low + high) / 2;
      if (below(middle) < 1 - probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
