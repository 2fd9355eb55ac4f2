package org.paperclaims.harness.stats;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * Bounds for looking several times at growing data, by the spending function of Lan and DeMets
 * (1983) that follows O'Brien and Fleming: by the share f of the data, {@code 2 - 2 Phi(z(alpha/2)
 * / sqrt(f))} of a one-sided alpha has been spent. The bounds come from integrating the random walk
 * of the test statistic from look to look (Armitage, McPherson and Rowe 1969). They are exact for a
 * mean of normal noise with known spread; for t and for exact tests the nominal p of each look is
 * used in their place, the usual practice, whose error a simulation in the benchmarks shows.
 */
public final class AlphaSpending {
  private static final int GRID = 800;
  private static final NormalDistribution NORMAL = new NormalDistribution();

  /**
   * Bounds that were integrated before: they depend on the design alone, of which there are few.
   */
  private static final Map<Design, double[]> NOMINAL = new ConcurrentHashMap<>();

  private record Design(double alpha, List<Integer> looks) {}

  private AlphaSpending() {}

  /** Give the share of alpha spent when a share of the data is there. */
  public static double spent(double alpha, double fraction) {
    double z = -NORMAL.inverseCumulativeProbability(alpha / 2);
    return Math.min(alpha, 2 * NORMAL.cumulativeProbability(-z / Math.sqrt(fraction)));
  }

  /**
   * Give the one-sided p that each look has to reach.
   *
   * @param looks sizes at each look, rising; the last is the whole
   */
  public static double[] nominal(double alpha, List<Integer> looks) {
    return NOMINAL
        .computeIfAbsent(new Design(alpha, List.copyOf(looks)), AlphaSpending::integrated)
        .clone();
  }

  private static double[] integrated(Design design) {
    double alpha = design.alpha();
    List<Integer> looks = design.looks();
    int k = looks.size();
    double whole = looks.get(k - 1);
    double[] nominal = new double[k];
    // The sub-density of the walk S(f), variance f, of those that have not crossed yet.
    double[] at = new double[0];
    double[] mass = new double[0];
    double before = 0;
    double spentBefore = 0;
    for (int look = 0; look < k; look++) {
      double f = looks.get(look) / whole;
      double toSpend = spent(alpha, f) - spentBefore;
      double root = Math.sqrt(f);
      double step = Math.sqrt(f - before);
      double low = 0;
      double high = 12;
      for (int i = 0; i < 60; i++) {
        double z = (low + high) / 2;
        if (crossing(z * root, at, mass, step) > toSpend) {
          low = z;
        } else {
          high = z;
        }
      }
      double z = (low + high) / 2;
      nominal[look] = NORMAL.cumulativeProbability(-z);
      double bound = z * root;
      double[] nextAt = new double[GRID];
      double[] nextMass = new double[GRID];
      double floor = -8 * root;
      double width = (bound - floor) / GRID;
      for (int i = 0; i < GRID; i++) {
        nextAt[i] = floor + (i + 0.5) * width;
        nextMass[i] = width * density(nextAt[i], at, mass, step);
      }
      at = nextAt;
      mass = nextMass;
      before = f;
      spentBefore += toSpend;
    }
    return nominal;
  }

  private static double crossing(double bound, double[] at, double[] mass, double step) {
    if (at.length == 0) {
      return NORMAL.cumulativeProbability(-bound / step);
    }
    double sum = 0;
    for (int i = 0; i < at.length; i++) {
      sum += mass[i] * NORMAL.cumulativeProbability((at[i] - bound) / step);
    }
    return sum;
  }

  private static double density(double x, double[] at, double[] mass, double step) {
    if (at.length == 0) {
      return NORMAL.density(x / step) / step;
    }
    double sum = 0;
    for (int i = 0; i < at.length; i++) {
      sum += mass[i] * NORMAL.density((x - at[i]) / step) / step;
    }
    return sum;
  }
}
