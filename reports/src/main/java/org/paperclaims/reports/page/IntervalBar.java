package org.paperclaims.reports.page;

import java.util.Locale;

/**
 * An estimate and its interval as a small drawing, 120 units wide: zero in the middle, better to
 * the right. Positions are ready to be written.
 *
 * @param marginLow left end of the margin
 * @param margin its width; {@code 0.0} where there is none
 */
public record IntervalBar(
    String low, String high, String estimate, String zero, String marginLow, String margin) {
  private static final double WIDTH = 120;
  private static final double ROOM = 0.92;

  /**
   * Draw an estimate on a given scale.
   *
   * @param reach what lies at the ends of the drawing
   */
  public static IntervalBar of(
      double estimate, double low, double high, Margin margin, double reach) {
    double scale = reach > 0 ? WIDTH / 2 * ROOM / reach : 0;
    return new IntervalBar(
        at(low * scale),
        at(high * scale),
        at(estimate * scale),
        at(0),
        at(margin.low() * scale),
        String.format(Locale.ROOT, "%.1f", (margin.high() - margin.low()) * scale));
  }

  /** Give the largest distance from zero among numbers. */
  public static double reach(double... values) {
    double reach = 0;
    for (double value : values) {
      reach = Double.isFinite(value) ? Math.max(reach, Math.abs(value)) : reach;
    }
    return reach;
  }

  private static String at(double offset) {
    return String.format(Locale.ROOT, "%.1f", WIDTH / 2 + offset);
  }
}
