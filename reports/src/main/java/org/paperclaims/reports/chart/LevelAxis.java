package org.paperclaims.reports.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A horizontal axis with a tick at each level of the data, and nowhere else. */
final class LevelAxis extends NumberAxis {
  private static final long serialVersionUID = 1L;
  private final double[] levels;

  LevelAxis(double[] levels) {
    this.levels = levels.clone();
  }

  @Override
  protected List<?> refreshTicksHorizontal(
      Graphics2D g2, Rectangle2D dataArea, RectangleEdge edge) {
    List<NumberTick> ticks = new ArrayList<>();
    for (double level : levels) {
      String text =
          level == Math.rint(level)
              ? String.format(Locale.ROOT, "%.0f", level)
              : Double.toString(level);
      ticks.add(new NumberTick(level, text, TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
    }
    return ticks;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
