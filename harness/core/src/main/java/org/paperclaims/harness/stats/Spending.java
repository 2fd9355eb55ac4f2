package org.paperclaims.harness.stats;

import org.apiguardian.api.API;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * How fast alpha is spent over looks at growing data (Lan and DeMets, Biometrika 1983): the chance,
 * where nothing is to be found, that a verdict has come by the time that a share of the data is
 * there.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public enum Spending {
  /**
   * In the way of O'Brien and Fleming: {@code 2 - 2 Phi(z(alpha/2) / sqrt(f))}, almost nothing at
   * first and nearly all of it at the last look.
   */
  OBRIEN_FLEMING("obrien-fleming") {
    @Override
    double share(double alpha, double fraction) {
      double z = -NORMAL.inverseCumulativeProbability(alpha / 2);
      return 2 * NORMAL.cumulativeProbability(-z / Math.sqrt(fraction));
    }
  },
  /** In the way of Pocock: {@code alpha ln(1 + (e - 1) f)}, nearly the same at every look. */
  POCOCK("pocock") {
    @Override
    double share(double alpha, double fraction) {
      return alpha * Math.log1p((Math.E - 1) * fraction);
    }
  };

  private static final NormalDistribution NORMAL = new NormalDistribution();

  private final String id;

  Spending(String id) {
    this.id = id;
  }

  /** Give the name that records use. */
  public String id() {
    return id;
  }

  abstract double share(double alpha, double fraction);

  /**
   * Give the part of a one-sided alpha that is spent.
   *
   * @param fraction share of the data that is there, above 0 and at most 1
   */
  public double spent(double alpha, double fraction) {
    return fraction >= 1 ? alpha : Math.min(alpha, share(alpha, fraction));
  }
}
