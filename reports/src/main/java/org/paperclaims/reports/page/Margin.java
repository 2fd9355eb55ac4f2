package org.paperclaims.reports.page;

/**
 * Differences that are too small to count, from the lowest to the highest, in the metric's unit;
 * positive is better.
 */
public record Margin(double low, double high) {
  /** Every difference counts. */
  public static final Margin NONE = new Margin(0, 0);

  /** Tell whether there are such differences. */
  public boolean isThere() {
    return high > low;
  }
}
