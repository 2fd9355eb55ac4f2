package org.paperclaims.reports.chart;

import java.util.function.Function;
import org.jfree.chart.JFreeChart;

/**
 * A chart that can be drawn in any look.
 *
 * @param name of its files, without an ending
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param in makes the chart in a look
 */
public record Chart(String name, int width, int height, Function<Look, JFreeChart> in) {
  /** The narrow form of wide charts. */
  static final int NARROW_WIDTH = 400;

  static final int NARROW_HEIGHT = 340;

  /** Tell whether the chart has a narrow form as well, for phones. */
  public boolean wide() {
    return width > 600;
  }

  /** Give the chart for phones. */
  Chart narrow() {
    return new Chart(name + "-narrow", NARROW_WIDTH, NARROW_HEIGHT, in);
  }
}
