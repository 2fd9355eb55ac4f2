package org.paperclaims.harness.elsewhere;

/**
 * A number as MLflow's databases keep it: they have no infinite ones, and MLflow writes the largest
 * double in their place ({@code sanitize_metric_value} of its SQLAlchemy store).
 */
final class MlflowNumber {
  private MlflowNumber() {}

  /** Give the text of the number that was logged. */
  static String logged(String kept) {
    try {
      double value = Double.parseDouble(kept);
      return Math.abs(value) < Double.MAX_VALUE ? kept : value > 0 ? "inf" : "-inf";
    } catch (NumberFormatException e) {
      return kept;
    }
  }
}
