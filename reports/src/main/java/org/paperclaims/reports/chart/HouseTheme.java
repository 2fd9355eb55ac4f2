package org.paperclaims.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemSource;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.ColumnArrangement;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;

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

  /** Put the words around a plot that has its axes. */
  static JFreeChart chart(XYPlot plot, Look look, Caption caption) {
    style(plot, look);
    JFreeChart chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(look.paper());
    chart.setPadding(new RectangleInsets(12, 12, 10, 12));
    chart.setTitle(words(caption.title(), ChartFonts.semibold(13), look.ink(), 2));
    if (!caption.subtitle().isEmpty()) {
      chart.addSubtitle(words(caption.subtitle(), ChartFonts.regular(12), look.muted(), 6));
    }
    if (!caption.source().isEmpty()) {
      TextTitle source = words(caption.source(), ChartFonts.regular(10.5f), look.muted(), 0);
      source.setPosition(RectangleEdge.BOTTOM);
      chart.addSubtitle(source);
    }
    return chart;
  }

  /** Name the lines of a renderer below a chart, one below the other. */
  static void legend(JFreeChart chart, LegendItemSource lines, Look look) {
    LegendTitle legend = new LegendTitle(lines, new ColumnArrangement(), new ColumnArrangement());
    legend.setItemFont(ChartFonts.regular(11));
    legend.setItemPaint(look.ink());
    legend.setBackgroundPaint(null);
    legend.setPosition(RectangleEdge.BOTTOM);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    chart.addSubtitle(0, legend);
  }

  private static TextTitle words(String words, Font font, Color colour, double below) {
    TextTitle text = new TextTitle(words, font);
    text.setPaint(colour);
    text.setHorizontalAlignment(HorizontalAlignment.LEFT);
    text.setTextAlignment(HorizontalAlignment.LEFT);
    text.setPadding(0, 8, below, 0);
    return text;
  }

  /** Take the frame and all but the faint lines off a plot. */
  static void style(XYPlot plot, Look look) {
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinePaint(look.line());
    plot.setRangeGridlineStroke(new BasicStroke(1f));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(new RectangleInsets(8, 4, 4, 12));
  }

  /** Draw the lines of the horizontal axis in place of the vertical one's. */
  static void upright(XYPlot plot, Look look) {
    style(plot, look);
    plot.setRangeGridlinesVisible(false);
    plot.setDomainGridlinesVisible(true);
    plot.setDomainGridlinePaint(look.line());
    plot.setDomainGridlineStroke(new BasicStroke(1f));
  }

  /** Make an axis of names, from the top down. */
  static SymbolAxis names(List<String> names, Look look, boolean downwards) {
    SymbolAxis axis = new SymbolAxis(null, names.toArray(String[]::new));
    style(axis, look);
    axis.setTickLabelFont(ChartFonts.regular(12));
    axis.setTickLabelPaint(look.ink());
    axis.setGridBandsVisible(false);
    axis.setRange(-0.6, names.size() - 0.4);
    axis.setInverted(downwards);
    return axis;
  }

  /** Give an axis its range, and as many decimals to each of its numbers as the finest needs. */
  static void range(NumberAxis axis, Range range) {
    axis.setRange(range);
    int decimals = (int) Math.max(0, Math.min(8, Math.ceil(-Math.log10(range.getLength() / 10))));
    DecimalFormatSymbols signs = DecimalFormatSymbols.getInstance(Locale.ROOT);
    signs.setMinusSign('−');
    axis.setNumberFormatOverride(
        new DecimalFormat(decimals == 0 ? "0" : "0." + "0".repeat(decimals), signs));
  }

  /** Mark where nothing is gained. */
  static ValueMarker zero(Look look) {
    return new ValueMarker(0, look.muted(), new BasicStroke(1.2f));
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

  /** Give the shape of a verdict, so that verdicts differ in more than colour. */
  static Shape sign(Sign sign) {
    return switch (sign) {
      case REPRODUCED -> dot(5);
      case REFUTED -> new Rectangle2D.Double(-4.5, -4.5, 9, 9);
      case OPEN -> polygon(0, -6, 6, 0, 0, 6, -6, 0);
      case OTHER -> polygon(0, -5.5, 5.5, 4.5, -5.5, 4.5);
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
