package org.paperclaims.harness.stats;

import java.util.Arrays;

/**
 * Differences of pairs of numbers, with how much of each may be rounding. A difference of two
 * numbers that are equal but for their last digits is nothing, and two differences that differ by
 * no more than the numbers behind them can be off are equal: in ranks, against a margin, and where
 * a spread is asked for. Everything that a verdict compares is made here.
 */
public final class Differences {
  /** Units in the last place of the larger number that may be rounding. */
  private static final double ULPS = 8;

  private final double[] values;
  private final double tolerance;

  private Differences(double[] values, double tolerance) {
    this.values = values;
    this.tolerance = tolerance;
  }

  /**
   * Take what each number of one series has over the other's.
   *
   * @param a as many numbers as {@code b}; infinities allowed
   * @return infinite where one of a pair is, not a number where both are the same infinity
   */
  public static Differences of(double[] a, double[] b) {
    double[] values = new double[a.length];
    double tolerance = 0;
    for (int i = 0; i < a.length; i++) {
      double own = Math.max(rounding(a[i]), rounding(b[i]));
      double difference = a[i] - b[i];
      values[i] = Math.abs(difference) <= own ? 0 : difference;
      tolerance = Math.max(tolerance, own);
    }
    return new Differences(values, tolerance);
  }

  /** Take numbers that were differences before, such as slopes, with what may be rounding. */
  public static Differences of(double[] values, double tolerance) {
    return new Differences(values.clone(), tolerance).minus(0);
  }

  /** Give how far two numbers of a size may differ by rounding; 0 for an infinite one. */
  public static double rounding(double value) {
    return Double.isFinite(value) ? ULPS * Math.ulp(value) : 0;
  }

  /** Give the same less a number: exactly 0 where they are equal but for rounding. */
  public Differences minus(double value) {
    double own = Math.max(tolerance, rounding(value));
    double[] shifted = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double difference = values[i] - value;
      shifted[i] = Math.abs(difference) <= own ? 0 : difference;
    }
    return new Differences(shifted, own);
  }

  /** Give the same with the sign turned. */
  public Differences negated() {
    return new Differences(Arrays.stream(values).map(v -> -v).toArray(), tolerance);
  }

  /** Give the same with a number in place of those that are none. */
  public Differences knownOr(double value) {
    return new Differences(
        Arrays.stream(values).map(v -> Double.isNaN(v) ? value : v).toArray(), tolerance);
  }

  /** Give the numbers. */
  public double[] values() {
    return values.clone();
  }

  /** Give how many there are. */
  public int n() {
    return values.length;
  }

  /** Give how far two of them may lie apart by rounding. */
  public double tolerance() {
    return tolerance;
  }

  /** Tell whether all are finite. */
  public boolean isFinite() {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  /** Give their moments, with no spread where what there is may be rounding; all are finite. */
  public Sample sample() {
    Sample sample = Sample.of(values);
    return sample.sd() <= tolerance ? new Sample(sample.n(), sample.mean(), 0) : sample;
  }
}
