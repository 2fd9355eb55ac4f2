package org.paperclaims.reports.chart;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;

/** The style of all charts: little ink, horizontal grid lines, the title says the axis. */
final class HouseTheme {
  /** Stroke patterns of arms, so that lines differ in more than colour. */
  private static final List<float[]> DASHES =
      List.of(
          new float[] {},
          new float[] {7, 4},
          new float[] {2, 3},
          new float[] {9, 3, 2, 3},
          new float[] {12, 4},
          new float[] {4, 2});

  private HouseTheme() {}

  static NumberAxis numberAxis(Look look) {
    NumberAxis axis = new NumberAxis();
    axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
    axis.setAutoRangeIncludesZero(false);
    style(axis, look);
    return axis;
  }

  static void style(ValueAxis axis, Look look) {
    axis.setTickLabelFont(ChartFonts.regular(12));
    axis.setTickLabelPaint(look.muted());
    axis.setLabelFont(ChartFonts.regular(12));
    axis.setLabelPaint(look.muted());
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    axis.setTickLabelInsets(new RectangleInsets(4, 6, 4, 6));
  }

  static JFreeChart chart(XYPlot plot, Look look, String title, @Nullable Object legend) {
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(look.line());
    plot.setRangeGridlineStroke(new BasicStroke(1f));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(new RectangleInsets(8, 4, 4, 12));
    JFreeChart chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(look.paper());
    chart.setPadding(new RectangleInsets(12, 12, 10, 12));
    TextTitle text = new TextTitle(title, ChartFonts.semibold(13));
    text.setPaint(look.ink());
    text.setHorizontalAlignment(HorizontalAlignment.LEFT);
    text.setPadding(0, 8, 6, 0);
    chart.setTitle(text);
    if (legend instanceof LegendTitle box) {
      box.setPosition(RectangleEdge.BOTTOM);
      box.setFrame(BlockBorder.NONE);
      box.setBackgroundPaint(null);
      box.setItemFont(ChartFonts.regular(12));
      box.setItemPaint(look.ink());
      box.setHorizontalAlignment(HorizontalAlignment.LEFT);
      chart.addLegend(box);
    }
    return chart;
  }

  static BasicStroke stroke(float width, int place, boolean control) {
    float[] dash = control ? new float[] {5, 3} : DASHES.get(place % DASHES.size());
    return dash.length == 0
        ? new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
  }

  static Shape dot(double radius) {
    return new Ellipse2D.Double(-radius, -radius, 2 * radius, 2 * radius);
  }

  /** Give the shape of an arm's mean, so that arms differ in more than colour. */
  static Shape mean(int place, boolean control) {
    if (control) {
      return new Rectangle2D.Double(-5, -5, 10, 10);
    }
    return switch (place % 4) {
      case 0 -> polygon(0, -7, 7, 0, 0, 7, -7, 0);
      case 1 -> polygon(0, -7, 6.5, 5, -6.5, 5);
      case 2 -> dot(5.5);
      default -> polygon(-6.5, -5, 6.5, -5, 0, 7);
    };
  }

  private static Shape polygon(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }
}
