package org.paperclaims.harness.stats;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.special.Gamma;

/** Student's t distribution, central and not. */
public final class StudentT {
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
    return new NoncentralT(t, degrees).survival(noncentrality);
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
