package org.paperclaims.reports.chart;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.paperclaims.reports.page.Spread;

/**
 * A metric over a variable such as the proportion of modules: a dot for every seed, and the mean
 * with its 95 % interval at every level.
 */
public final class TrendChart {
  private TrendChart() {}

  /**
   * Describe the chart.
   *
   * @param title what is measured, with its unit
   * @param variable what the horizontal axis shows
   * @param levels for each level the values by seed
   * @param zeroLine whether zero means something, as it does for gains
   * @param range of the vertical axis, so that small multiples share one scale; empty to fit
   */
  public static Chart of(
      String name,
      String title,
      String variable,
      Map<Double, ? extends Map<Long, Double>> levels,
      boolean zeroLine,
      Optional<Range> range,
      int width,
      int height) {
    Map<Double, Map<Long, Double>> sorted = new TreeMap<>(levels);
    return new Chart(
        name, width, height, look -> draw(title, variable, sorted, zeroLine, range, look));
  }

  private static JFreeChart draw(
      String title,
      String variable,
      Map<Double, Map<Long, Double>> levels,
      boolean zeroLine,
      Optional<Range> range,
      Look look) {
    XYPlot plot = new XYPlot();
    NumberAxis domain = HouseTheme.numberAxis(look);
    domain.setLabel(variable);
    plot.setDomainAxis(domain);
    NumberAxis axis = HouseTheme.numberAxis(look);
    plot.setRangeAxis(axis);
    List<Double> values = new ArrayList<>();
    if (zeroLine) {
      values.add(0.0);
      plot.addRangeMarker(
          new ValueMarker(0, look.muted(), new BasicStroke(1.2f)), Layer.BACKGROUND);
    }
    XYSeries seeds = new XYSeries("seeds", false, true);
    XYIntervalSeries means = new XYIntervalSeries("mean");
    XYSeries line = new XYSeries("line");
    levels.forEach(
        (level, bySeed) -> {
          bySeed.values().forEach(value -> seeds.add(level, value));
          values.addAll(bySeed.values());
          Spread spread = Spread.of(bySeed.values());
          if (spread.n() > 0) {
            double low = spread.n() > 1 ? spread.low() : spread.mean();
            double high = spread.n() > 1 ? spread.high() : spread.mean();
            means.add(level, level, level, spread.mean(), low, high);
            line.add(level.doubleValue(), spread.mean());
            values.add(low);
            values.add(high);
          }
        });
    var colour = look.arm(0, false);

    XYLineAndShapeRenderer joins = new XYLineAndShapeRenderer(true, false);
    joins.setSeriesPaint(0, colour);
    joins.setSeriesStroke(0, new BasicStroke(2f));
    plot.setDataset(0, new XYSeriesCollection(line));
    plot.setRenderer(0, joins);

    XYLineAndShapeRenderer dots = new XYLineAndShapeRenderer(false, true);
    dots.setSeriesShape(0, HouseTheme.dot(3.5));
    dots.setUseFillPaint(true);
    dots.setUseOutlinePaint(true);
    dots.setSeriesFillPaint(0, Look.faint(look.muted(), 0.3));
    dots.setSeriesOutlinePaint(0, look.muted());
    dots.setSeriesPaint(0, look.muted());
    plot.setDataset(1, new XYSeriesCollection(seeds));
    plot.setRenderer(1, dots);

    XYIntervalSeriesCollection intervals = new XYIntervalSeriesCollection();
    intervals.addSeries(means);
    XYErrorRenderer error = new XYErrorRenderer();
    error.setDrawXError(false);
    error.setCapLength(8);
    error.setErrorStroke(new BasicStroke(2f));
    error.setSeriesPaint(0, colour);
    error.setSeriesShape(0, HouseTheme.mean(0, false));
    plot.setDataset(2, intervals);
    plot.setRenderer(2, error);
    plot.setDatasetRenderingOrder(org.jfree.chart.plot.DatasetRenderingOrder.FORWARD);

    double[] at = levels.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    if (at.length > 0) {
      double span = Math.max(at[at.length - 1] - at[0], 1);
      domain.setRange(at[0] - 0.06 * span, at[at.length - 1] + 0.06 * span);
      double step = span;
      for (int i = 1; i < at.length; i++) {
        step = Math.min(step, at[i] - at[i - 1]);
      }
      if (span / step <= 10) {
        domain.setTickUnit(new NumberTickUnit(step));
      }
    }
    axis.setRange(range.orElseGet(() -> Ranges.around(values)));
    return HouseTheme.chart(plot, look, title, null);
  }
}
