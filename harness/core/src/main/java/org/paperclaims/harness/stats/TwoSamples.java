package org.paperclaims.harness.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * A t test of the difference of two means, spreads not assumed equal; for runs that are not all
 * paired, such as those of two results folders with different seeds.
 *
 * @param difference second mean less the first
 * @param error its standard error
 * @param degrees of freedom
 */
public record TwoSamples(double difference, double error, double degrees) {
  /**
   * Compare two samples of at least two numbers each, one of them with a spread, by Welch's t
   * (degrees of freedom by Welch and Satterthwaite).
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
    return new TwoSamples(second.mean() - first.mean(), Math.sqrt(a + b), welch(first, second));
  }

  private static double welch(Sample first, Sample second) {
    double a = first.sd() * first.sd() / first.n();
    double b = second.sd() * second.sd() / second.n();
    return (a + b) * (a + b) / (a * a / (first.n() - 1) + b * b / (second.n() - 1));
  }

  /**
   * Compare two samples of which some numbers are pairs, by the partially overlapping samples t
   * test for unequal spreads (Derrick, Russ, Toher and White, J. Mod. Appl. Stat. Methods 2017).
   * With pairs alone it is the paired t test, and with none it would be Welch's.
   *
   * @param pairs at least two: the first so many numbers of the two belong together
   * @return empty where the pairs leave no spread to compare the difference with
   */
  public static Optional<TwoSamples> overlapping(double[] a, double[] b, int pairs) {
    Sample first = Sample.of(a);
    Sample second = Sample.of(b);
    double varianceA = first.sd() * first.sd() / a.length;
    double varianceB = second.sd() * second.sd() / b.length;
    double together =
        2
            * correlation(Arrays.copyOf(a, pairs), Arrays.copyOf(b, pairs))
            * first.sd()
            * second.sd()
            * pairs
            / ((double) a.length * b.length);
    double variance = varianceA + varianceB - together;
    double largest = Math.max(Math.abs(first.mean()), Math.abs(second.mean()));
    if (!(Math.sqrt(Math.max(0, variance)) > Differences.rounding(largest))) {
      return Optional.empty();
    }
    double alone = (double) a.length + b.length - 2.0 * pairs;
    double degrees = pairs - 1 + (welch(first, second) - pairs + 1) / (alone + 2.0 * pairs) * alone;
    return Optional.of(new TwoSamples(second.mean() - first.mean(), Math.sqrt(variance), degrees));
  }

  /** Give Pearson's correlation of pairs, 0 where one side does not vary. */
  public static double correlation(double[] a, double[] b) {
    Sample first = Differences.of(a, new double[a.length]).sample();
    Sample second = Differences.of(b, new double[b.length]).sample();
    if (!first.hasSpread() || !second.hasSpread()) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - first.mean()) / first.sd() * ((b[i] - second.mean()) / second.sd());
    }
    return Math.max(-1, Math.min(1, sum / (a.length - 1)));
  }

  /** Give the two-sided p of the means being different. */
  public double p() {
    return Math.min(1, 2 * StudentT.survival(Math.abs(difference / error), degrees));
  }

  /** Give the p of the second mean lying above the first by more than a value. */
  public double pAbove(double value) {
    return StudentT.survival((difference - value) / error, degrees);
  }

  /** Give the p of the second mean lying above the first by less than a value. */
  public double pBelow(double value) {
    return StudentT.survival((value - difference) / error, degrees);
  }

  /** Give the two-sided confidence interval of the difference. */
  public Interval interval(double confidence) {
    double half = StudentT.critical((1 - confidence) / 2, degrees) * error;
    return new Interval(difference - half, difference + half);
  }

  /** Give the smallest difference that is seen with a power of 80 %, by a two-sided test. */
  public double detectable(double alpha) {
    return Power.noncentrality(degrees, alpha / 2, Power.USUAL) * error;
  }
}
