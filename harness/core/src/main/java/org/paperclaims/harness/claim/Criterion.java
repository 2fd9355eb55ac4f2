package org.paperclaims.harness.claim;

/**
 * What must be shown for a claim to be reproduced. Every criterion names its metric, which values
 * are better, and its level of significance.
 */
public sealed interface Criterion {
  /** Give the metric's name in run records, such as {@code test_error}. */
  String metric();

  /** Tell which values are better. */
  Direction better();

  /** Give the chance of REPRODUCED when the claim is false; one-sided. */
  double alpha();

  /** The treatment is better than the control, seed by seed. */
  record Effect(String metric, Direction better, double alpha, double margin)
      implements Criterion {}

  /** One arm is better than each of the others (Holm-corrected). */
  record Ordering(String metric, Direction better, double alpha, String best)
      implements Criterion {}

  /**
   * The metric (or, where arms come in control-treatment pairs, the gain of the treatment) gets
   * better as the arms' variable rises.
   */
  record Trend(String metric, Direction better, double alpha) implements Criterion {}

  /** The metric equals the paper's number within a margin. */
  record Level(
      String metric,
      Direction better,
      double alpha,
      double published,
      double margin,
      PublishedStatistic statistic)
      implements Criterion {}
}
