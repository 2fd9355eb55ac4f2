package org.paperclaims.harness.stats;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * A sample of independent numbers and what Student's t says of its mean. Assumes noise close to
 * normal; on symmetric noise with heavier tails the tests err on the safe side, on skewed noise of
 * a few numbers they may not.
 *
 * @param n how many
 * @param mean of them
 * @param sd standard deviation with n - 1; 0 for one number
 */
public record Sample(int n, double mean, double sd) {
  /** The spread that rounding alone leaves, relative to the numbers. */
  private static final double ROUNDING = 1e-12;

  /**
   * Take the moments of finite numbers.
   *
   * @throws IllegalArgumentException if there are none, or one is not finite
   */
  public static Sample of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a sample holds at least one number");
    }
    double sum = 0;
    double largest = 0;
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a sample holds finite numbers, found " + value);
      }
      sum += value;
      largest = Math.max(largest, Math.abs(value));
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double sd = values.length == 1 ? 0 : Math.sqrt(squares / (values.length - 1));
    return new Sample(values.length, mean, sd <= ROUNDING * largest ? 0 : sd);
  }

  /** Tell whether there is a spread, without which t says nothing. */
  public boolean hasSpread() {
    return sd > 0;
  }

  /** Give the standard error of the mean. */
  public double standardError() {
    return sd / Math.sqrt(n);
  }

  /** Give t of the mean against a value; only with a spread. */
  public double t(double value) {
    if (!hasSpread()) {
      throw new IllegalStateException("t needs a spread, found " + n + " equal numbers");
    }
    return (mean - value) / standardError();
  }

  /** Give the one-sided p of the mean being above a value; only with a spread. */
  public double pAbove(double value) {
    return StudentT.survival(t(value), n - 1.0);
  }

  /** Give the one-sided p of the mean being below a value; only with a spread. */
  public double pBelow(double value) {
    return StudentT.survival(-t(value), n - 1.0);
  }

  /**
   * Give the two-sided confidence interval of the mean; only with a spread.
   *
   * @param confidence such as 0.95
   */
  public Interval interval(double confidence) {
    double half =
        new TDistribution(n - 1.0).inverseCumulativeProbability((1 + confidence) / 2)
            * standardError();
    return new Interval(mean - half, mean + half);
  }
}
