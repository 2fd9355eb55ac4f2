package org.paperclaims.harness.stats;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.special.Gamma;

/** Student's t distribution, central and not. */
public final class StudentT {
  private static final int STEPS = 400;
  private static final NormalDistribution NORMAL = new NormalDistribution();

  private StudentT() {}

  /** Give P(T > t); exact in the far tail too. */
  public static double survival(double t, double degrees) {
    return new TDistribution(degrees).cumulativeProbability(-t);
  }

  /** Give the t that is exceeded with a probability. */
  public static double critical(double probability, double degrees) {
    return -new TDistribution(degrees).inverseCumulativeProbability(probability);
  }

  /**
   * Give P(T > t) of the noncentral t distribution, by integration over the spread's distribution:
   * the power of a t test.
   *
   * @param noncentrality the mean in standard errors
   */
  public static double survival(double t, double degrees, double noncentrality) {
    // T > t where Z + noncentrality > t W, with W = sqrt(chi^2 / degrees) independent of Z.
    double scale = 1 / Math.sqrt(2 * degrees);
    double from = Math.max(0, 1 - 9 * scale);
    double to = 1 + 12 * scale;
    double step = (to - from) / STEPS;
    double sum = 0;
    for (int i = 0; i <= STEPS; i++) {
      double w = from + i * step;
      double weight = i == 0 || i == STEPS ? 1 : i % 2 == 1 ? 4 : 2;
      sum +=
          weight * spreadDensity(w, degrees) * NORMAL.cumulativeProbability(noncentrality - t * w);
    }
    return Math.min(1, sum * step / 3);
  }

  /**
   * Give the density of W = sqrt(chi^2 / degrees), a standard deviation in units of the true one.
   */
  static double spreadDensity(double w, double degrees) {
    if (w <= 0) {
      return degrees == 1 ? Math.sqrt(2 / Math.PI) : 0;
    }
    double half = degrees / 2;
    return Math.exp(
        Math.log(2)
            + half * Math.log(half)
            - Gamma.logGamma(half)
            + (degrees - 1) * Math.log(w)
            - half * w * w);
  }
}
