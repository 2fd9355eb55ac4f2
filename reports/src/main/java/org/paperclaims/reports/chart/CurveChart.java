package org.paperclaims.reports.chart;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.paperclaims.reports.page.Spread;

/**
 * Training curves: for each arm the mean over seeds after every epoch, a band of its 95 % interval,
 * a thin line for each seed, and the arm's name at the end of its line, or below where it is long.
 */
public final class CurveChart {
  /** More thin lines than this hide what they should show. */
  private static final int THIN_LINES = 40;

  /** The width of a letter of a name in pixels, and of what stands left of the plot. */
  private static final double LETTER = 6.4;

  private static final double LEFT = 75;

  /** The largest share of the width that names may take; longer ones stand below the chart. */
  private static final double MOST_ROOM = 0.6;

  /** How far apart names stand, as a share of the height. */
  private static final double APART = 0.075;

  private CurveChart() {}

  /**
   * Describe the chart.
   *
   * @param caption with what is measured as its title
   * @param range of the vertical axis, so that small multiples share one scale; empty to fit
   */
  public static Chart of(
      String name,
      Caption caption,
      List<ArmSeries> arms,
      Optional<Range> range,
      int width,
      int height) {
    return new Chart(
        name,
        width,
        height,
        (look, narrow) ->
            draw(caption, arms, range, look, room(arms, narrow ? Chart.NARROW_WIDTH : width)));
  }

  /** Give the share of the plot's width that the longest name takes. */
  private static double room(List<ArmSeries> arms, int width) {
    int longest = arms.stream().mapToInt(a -> a.name().length()).max().orElse(0);
    return (longest + 2) * LETTER / (width - LEFT);
  }

  private static JFreeChart draw(
      Caption caption, List<ArmSeries> arms, Optional<Range> range, Look look, double room) {
    XYPlot plot = new XYPlot();
    LevelAxis domain = new LevelAxis(epochs(arms));
    HouseTheme.style(domain, look);
    domain.setLabel("epoch");
    plot.setDomainAxis(domain);
    NumberAxis axis = HouseTheme.numberAxis(look);
    plot.setRangeAxis(axis);

    YIntervalSeriesCollection means = new YIntervalSeriesCollection();
    DeviationRenderer bands = new DeviationRenderer(true, false);
    bands.setAlpha(0.16f);
    bands.setDrawSeriesLineAsPath(true);
    XYSeriesCollection thin = new XYSeriesCollection();
    XYLineAndShapeRenderer thinLines = new XYLineAndShapeRenderer(true, false);
    thinLines.setDrawSeriesLineAsPath(true);
    thinLines.setDefaultSeriesVisibleInLegend(false);
    List<Double> values = new ArrayList<>();
    int longest = 1;
    int runs = arms.stream().mapToInt(a -> a.curves().size()).sum();

    for (int i = 0; i < arms.size(); i++) {
      ArmSeries arm = arms.get(i);
      int place = ArmSeries.place(arms, i);
      var colour = look.arm(arm, place);
      YIntervalSeries series = new YIntervalSeries(arm.name());
      int epochs = arm.curves().stream().mapToInt(c -> c.length).max().orElse(0);
      longest = Math.max(longest, epochs);
      for (int e = 0; e < epochs; e++) {
        List<Double> here = new ArrayList<>();
        for (double[] curve : arm.curves()) {
          if (e < curve.length && Double.isFinite(curve[e])) {
            here.add(curve[e]);
          }
        }
        Spread spread = Spread.of(here);
        if (spread.n() > 0) {
          double low = spread.n() > 1 ? spread.low() : spread.mean();
          double high = spread.n() > 1 ? spread.high() : spread.mean();
          series.add(e + 1, spread.mean(), low, high);
          values.add(low);
          values.add(high);
          values.addAll(here);
        }
      }
      means.addSeries(series);
      bands.setSeriesPaint(i, colour);
      bands.setSeriesFillPaint(i, colour);
      bands.setSeriesStroke(i, HouseTheme.stroke(2.2f, place, arm.control()));
      if (runs <= THIN_LINES) {
        for (double[] curve : arm.curves()) {
          XYSeries line = new XYSeries(thin.getSeriesCount());
          for (int e = 0; e < curve.length; e++) {
            if (Double.isFinite(curve[e])) {
              line.add(e + 1, curve[e]);
            }
          }
          thinLines.setSeriesPaint(thin.getSeriesCount(), Look.faint(colour, 0.4));
          thinLines.setSeriesStroke(thin.getSeriesCount(), new BasicStroke(0.8f));
          thin.addSeries(line);
        }
      }
    }
    plot.setDataset(0, thin);
    plot.setRenderer(0, thinLines);
    plot.setDataset(1, means);
    plot.setRenderer(1, bands);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    double last = Math.max(2, longest);
    HouseTheme.range(axis, range.orElseGet(() -> Ranges.around(values)));
    boolean fits = room <= MOST_ROOM;
    domain.setRange(1, last + (fits ? (last - 1) * room / (1 - room) : 0));
    if (fits) {
      name(plot, arms, means, axis.getRange(), last, look);
    }
    JFreeChart chart = HouseTheme.chart(plot, look, caption);
    if (!fits) {
      HouseTheme.legend(chart, bands, look);
    }
    return chart;
  }

  /** Give the epochs that have a tick: about eight, the last among them. */
  private static double[] epochs(List<ArmSeries> arms) {
    int last =
        arms.stream().flatMap(a -> a.curves().stream()).mapToInt(c -> c.length).max().orElse(1);
    int step = Math.max(1, (int) Math.ceil(last / 8.0));
    return IntStream.iterate(last, e -> e >= 1, e -> e - step).sorted().asDoubleStream().toArray();
  }

  /** Write the name of each arm at the end of its line, moved apart where they would meet. */
  private static void name(
      XYPlot plot,
      List<ArmSeries> arms,
      YIntervalSeriesCollection means,
      Range range,
      double last,
      Look look) {
    List<Integer> drawn = new ArrayList<>();
    for (int i = 0; i < arms.size(); i++) {
      if (means.getItemCount(i) > 0) {
        drawn.add(i);
      }
    }
    drawn.sort(Comparator.comparingDouble(i -> end(means, i)));
    double apart = APART * range.getLength();
    double[] at = new double[drawn.size()];
    double below = range.getLowerBound() - apart / 2;
    for (int k = 0; k < at.length; k++) {
      at[k] = Math.max(end(means, drawn.get(k)), below + apart);
      below = at[k];
    }
    // Those pushed over the top come down again, and push the others.
    double above = range.getUpperBound() + apart / 2;
    for (int k = at.length - 1; k >= 0; k--) {
      at[k] = Math.min(at[k], above - apart);
      above = at[k];
    }
    for (int k = 0; k < at.length; k++) {
      int i = drawn.get(k);
      ArmSeries arm = arms.get(i);
      XYTextAnnotation text = new XYTextAnnotation("  " + arm.name(), last, at[k]);
      text.setFont(ChartFonts.semibold(11));
      text.setPaint(look.arm(arm, ArmSeries.place(arms, i)));
      text.setTextAnchor(TextAnchor.CENTER_LEFT);
      plot.addAnnotation(text);
    }
  }

  private static double end(YIntervalSeriesCollection means, int series) {
    return means.getYValue(series, means.getItemCount(series) - 1);
  }
}
