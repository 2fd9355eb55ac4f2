package org.paperclaims.reports.chart;

import org.jfree.chart.JFreeChart;

/**
 * A chart that can be drawn in any look.
 *
 * @param name of its files, without an ending
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param narrowHeight of its form for phones
 * @param drawing makes the chart
 */
public record Chart(String name, int width, int height, int narrowHeight, Drawing drawing) {
  /** The width of the form for phones. */
  public static final int NARROW_WIDTH = 400;

  /** The usual height of the form for phones. */
  public static final int NARROW_HEIGHT = 400;

  /** Makes a chart. */
  @FunctionalInterface
  public interface Drawing {
    /**
     * Make it.
     *
     * @param narrow whether it is for a phone
     */
    JFreeChart in(Look look, boolean narrow);
  }

  /** Describe a chart whose form for phones has the usual height. */
  public Chart(String name, int width, int height, Drawing drawing) {
    this(name, width, height, NARROW_HEIGHT, drawing);
  }

  /** Tell whether the chart has a narrow form as well, for phones. */
  public boolean wide() {
    return width > 600;
  }

  /** Give the chart for phones. */
  Chart narrow() {
    return new Chart(
        name + "-narrow",
        NARROW_WIDTH,
        narrowHeight,
        narrowHeight,
        (look, narrow) -> drawing.in(look, true));
  }
}
