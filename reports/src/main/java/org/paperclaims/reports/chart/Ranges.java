package org.paperclaims.reports.chart;

import java.util.Collection;
import org.jfree.data.Range;

/** Ranges of axes. */
public final class Ranges {
  private Ranges() {}

  /** Give a range that holds the finite values with some room around them. */
  public static Range around(Collection<Double> values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    if (low > high) {
      return new Range(0, 1);
    }
    double room = high > low ? 0.08 * (high - low) : Math.max(Math.abs(high) * 0.1, 1e-6);
    boolean touchesZero = low >= 0 && low - room < 0;
    return new Range(touchesZero ? 0 : low - room, high + room);
  }
}
