package org.paperclaims.harness.stats;

/**
 * The probability that the treatment is better in a pair drawn anew, with the exact interval of
 * Clopper and Pearson (1934); ties count one half to each side.
 *
 * @param wins pairs in which the treatment is better, ties counted half
 * @param pairs all of them
 */
public record Superiority(double wins, int pairs) {
  /** Count the pairs; a positive difference is a win. */
  public static Superiority of(double[] differences) {
    double wins = 0;
    for (double difference : differences) {
      wins += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
    }
    return new Superiority(wins, differences.length);
  }

  /** Give the share of wins. */
  public double estimate() {
    return wins / pairs;
  }

  /** Give the two-sided interval; it errs on the wide side. */
  public Interval interval(double confidence) {
    return ExactBinomial.interval(wins, pairs - wins, confidence);
  }
}
