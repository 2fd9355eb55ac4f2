package org.paperclaims.harness.stats;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The p that each of several looks at growing data has to reach, so that alpha is spent as was
 * declared. Exact for Student's t at any number of runs: t of n numbers is the angle between their
 * vector and the diagonal, and where nothing is to be found that vector points anywhere. The angles
 * at one look and the next are a Markov chain of one dimension, over which the chance of having
 * crossed no bound is integrated from look to look (as Armitage, McPherson and Rowe 1969 do for
 * known spread; Jennison and Turnbull 1991 for t).
 *
 * <p>Only the bound of one side is counted. A stop on the other side, or for futility, takes
 * chances away and never makes alpha larger.
 */
public final class LookBounds {
  private static final int BISECTIONS = 50;

  /** The alpha left to spend below which it is asked for as it stands, a little too strictly. */
  private static final double SMALLEST = 1e-11;

  /** Bounds that were integrated before: they depend on the design alone, of which are few. */
  private static final Map<Design, double[]> KNOWN = new ConcurrentHashMap<>();

  private record Design(Spending spending, double alpha, List<Integer> looks) {}

  private LookBounds() {}

  /**
   * Give the one-sided p that each look has to reach.
   *
   * @param alpha above 0 and below 0.5
   * @param looks numbers of runs, rising, from 2 on; the last is the whole
   */
  public static double[] nominal(Spending spending, double alpha, List<Integer> looks) {
    return KNOWN
        .computeIfAbsent(new Design(spending, alpha, List.copyOf(looks)), LookBounds::integrated)
        .clone();
  }

  private static double[] integrated(Design design) {
    List<Integer> looks = design.looks();
    int whole = looks.get(looks.size() - 1);
    double[] nominal = new double[looks.size()];
    double spent = 0;
    Angles angles = Angles.before(looks.get(0));
    for (int look = 0; look < nominal.length; look++) {
      int n = looks.get(look);
      double until = design.spending().spent(design.alpha(), (double) n / whole);
      double toSpend = until - spent;
      nominal[look] = look == 0 || toSpend < SMALLEST ? toSpend : crossedBy(angles, n, toSpend);
      spent = until;
      if (look < nominal.length - 1) {
        angles = angles.below(n, angle(n, nominal[look]), looks.get(look + 1));
      }
    }
    return nominal;
  }

  /** Give the p at a look that so much of the chance has reached and no bound before. */
  private static double crossedBy(Angles angles, int n, double chance) {
    // A p is at least what is left to spend, and at most one half.
    double low = Math.log(chance);
    double high = Math.log(0.5);
    for (int i = 0; i < BISECTIONS && high - low > 1e-9; i++) {
      double middle = (low + high) / 2;
      if (angles.above(angle(n, Math.exp(middle))) > chance) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return Math.exp(low);
  }

  /** Give the angle that is exceeded with a probability, 0 where t is 0. */
  private static double angle(int n, double p) {
    return Math.atan(StudentT.critical(p, n - 1.0) / Math.sqrt(n - 1.0));
  }
}
