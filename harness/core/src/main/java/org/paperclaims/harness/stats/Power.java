package org.paperclaims.harness.stats;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Power of one-sided t tests on normal noise, exact by the noncentral t distribution. Effects are
 * in units of the noise: for pairs, the standard deviation of the pairs' differences.
 */
public final class Power {
  /** The power that is asked of an experiment when nothing else is said. */
  public static final double USUAL = 0.8;

  private static final int MOST_PAIRS = 10_000;

  /** A suite's cases ask for few designs, and each takes a millisecond or more to work out. */
  private static final Map<Design, Double> DETECTABLE = new ConcurrentHashMap<>();

  private static final int MOST_DESIGNS = 10_000;

  private record Design(int pairs, double alpha, double power) {}

  private Power() {}

  /** Give the power to show a mean above zero from n numbers, or n pairs' differences. */
  public static double paired(int n, double alpha, double effect) {
    double degrees = n - 1.0;
    return StudentT.survival(StudentT.critical(alpha, degrees), degrees, effect * Math.sqrt(n));
  }

  /** Give the power to show that one mean is above another, from n numbers of each. */
  public static double twoSample(int n, double alpha, double effect) {
    double degrees = 2.0 * n - 2;
    return StudentT.survival(
        StudentT.critical(alpha, degrees), degrees, effect * Math.sqrt(n / 2.0));
  }

  /**
   * Give the mean, in standard errors, that a one-sided t test shows to be above zero with a power.
   */
  public static double noncentrality(double degrees, double alpha, double power) {
    NoncentralT test = new NoncentralT(StudentT.critical(alpha, degrees), degrees);
    return smallest(test::survival, power);
  }

  /** Give the smallest effect that n pairs show with a power. */
  public static double detectable(int n, double alpha, double power) {
    if (DETECTABLE.size() > MOST_DESIGNS) {
      DETECTABLE.clear();
    }
    return DETECTABLE.computeIfAbsent(
        new Design(n, alpha, power), d -> workedOut(d.pairs(), d.alpha(), d.power()));
  }

  private static double workedOut(int n, double alpha, double power) {
    double degrees = n - 1.0;
    NoncentralT test = new NoncentralT(StudentT.critical(alpha, degrees), degrees);
    return smallest(effect -> test.survival(effect * Math.sqrt(n)), power);
  }

  /** Give the smallest effect that two samples of n show with a power. */
  public static double detectableTwoSample(int n, double alpha, double power) {
    double degrees = 2.0 * n - 2;
    NoncentralT test = new NoncentralT(StudentT.critical(alpha, degrees), degrees);
    return smallest(effect -> test.survival(effect * Math.sqrt(n / 2.0)), power);
  }

  /**
   * Give the smallest number of pairs, from {@code least} on, that shows an effect with a power;
   * empty above ten thousand.
   */
  public static OptionalInt pairs(int least, double alpha, double effect, double power) {
    int high = Math.max(2, least);
    if (!(effect > 0)) {
      return OptionalInt.empty();
    }
    if (paired(high, alpha, effect) >= power) {
      return OptionalInt.of(high);
    }
    int low = high;
    while (paired(high, alpha, effect) < power) {
      low = high;
      high *= 2;
      if (high > MOST_PAIRS) {
        return OptionalInt.empty();
      }
    }
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (paired(middle, alpha, effect) >= power) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return OptionalInt.of(high);
  }

  private static double smallest(java.util.function.DoubleUnaryOperator powerOf, double power) {
    double low = 0;
    double high = 1;
    while (powerOf.applyAsDouble(high) < power) {
      high *= 2;
    }
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (middle == low || middle == high) {
        return high;
      }
      if (powerOf.applyAsDouble(middle) < power) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
