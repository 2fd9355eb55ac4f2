package org.paperclaims.harness.stats;

/**
 * What Welch's t says of the difference of two means, spreads not assumed equal; for runs that are
 * not paired, such as those of two results folders with different seeds.
 *
 * @param difference second mean less the first
 * @param error its standard error
 * @param degrees of freedom (Welch and Satterthwaite)
 */
public record TwoSamples(double difference, double error, double degrees) {
  /**
   * Compare two samples of at least two numbers each, one of them with a spread.
   *
   * @throws IllegalArgumentException if there is too little to compare
   */
  public static TwoSamples of(Sample first, Sample second) {
    if (first.n() < 2 || second.n() < 2 || !(first.hasSpread() || second.hasSpread())) {
      throw new IllegalArgumentException(
          "two samples of at least two numbers, one with a spread; found "
              + first
              + " and "
              + second);
    }
    double a = first.sd() * first.sd() / first.n();
    double b = second.sd() * second.sd() / second.n();
    double degrees = (a + b) * (a + b) / (a * a / (first.n() - 1) + b * b / (second.n() - 1));
    return new TwoSamples(second.mean() - first.mean(), Math.sqrt(a + b), degrees);
  }

  /** Give the two-sided p of the means being different. */
  public double p() {
    return Math.min(1, 2 * StudentT.survival(Math.abs(difference / error), degrees));
  }

  /** Give the two-sided confidence interval of the difference. */
  public Interval interval(double confidence) {
    double half = StudentT.critical((1 - confidence) / 2, degrees) * error;
    return new Interval(difference - half, difference + half);
  }
}
