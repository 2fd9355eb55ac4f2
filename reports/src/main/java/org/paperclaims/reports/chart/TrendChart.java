package org.paperclaims.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
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
   * @param caption with what is measured as its title
   * @param variable what the horizontal axis shows
   * @param arms one for each level, or a control and a treatment
   * @param zeroLine whether zero means something, as it does for gains
   * @param range of the vertical axis, so that small multiples share one scale; empty to fit
   */
  public static Chart of(
      String name,
      Caption caption,
      String variable,
      List<ArmSeries> arms,
      boolean zeroLine,
      Optional<Range> range,
      int width,
      int height) {
    List<ArmSeries> all = List.copyOf(arms);
    return new Chart(
        name, width, height, (look, narrow) -> draw(caption, variable, all, zeroLine, range, look));
  }

  private static JFreeChart draw(
      Caption caption,
      String variable,
      List<ArmSeries> arms,
      boolean zeroLine,
      Optional<Range> range,
      Look look) {
    XYPlot plot = new XYPlot();
    double[] at = arms.stream().mapToDouble(ArmSeries::level).sorted().distinct().toArray();
    LevelAxis domain = new LevelAxis(at);
    HouseTheme.style(domain, look);
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
    XYSeriesCollection lines = new XYSeriesCollection();
    XYLineAndShapeRenderer joins = new XYLineAndShapeRenderer(true, false);
    XYSeriesCollection seeds = new XYSeriesCollection();
    XYLineAndShapeRenderer dots = new XYLineAndShapeRenderer(false, true);
    dots.setUseFillPaint(true);
    dots.setUseOutlinePaint(true);
    XYIntervalSeriesCollection intervals = new XYIntervalSeriesCollection();
    XYErrorRenderer error = new XYErrorRenderer();
    error.setDrawXError(false);
    error.setCapLength(8);
    error.setErrorStroke(new BasicStroke(2f));
    for (boolean control : new boolean[] {true, false}) {
      List<ArmSeries> kind = arms.stream().filter(arm -> arm.control() == control).toList();
      if (kind.isEmpty()) {
        continue;
      }
      int i = lines.getSeriesCount();
      // A control among the levels of one line is one of them.
      boolean alone = arms.stream().map(ArmSeries::level).distinct().count() == arms.size();
      List<ArmSeries> levels = alone ? arms : kind;
      Color colour = look.arm(0, control && !alone);
      XYSeries line = new XYSeries(i);
      XYSeries points = new XYSeries(i, false, true);
      XYIntervalSeries means = new XYIntervalSeries(i);
      for (ArmSeries arm : levels) {
        arm.bySeed().values().forEach(value -> points.add(arm.level(), value.doubleValue()));
        values.addAll(arm.bySeed().values());
        Spread spread = Spread.of(arm.bySeed().values());
        if (spread.n() > 0) {
          double low = spread.n() > 1 ? spread.low() : spread.mean();
          double high = spread.n() > 1 ? spread.high() : spread.mean();
          means.add(arm.level(), arm.level(), arm.level(), spread.mean(), low, high);
          line.add(arm.level(), spread.mean());
          values.addAll(List.of(low, high));
        }
      }
      lines.addSeries(line);
      joins.setSeriesPaint(i, colour);
      joins.setSeriesStroke(i, HouseTheme.stroke(2f, 0, control && !alone));
      seeds.addSeries(points);
      dots.setSeriesShape(i, HouseTheme.dot(3.5));
      dots.setSeriesFillPaint(i, Look.faint(look.muted(), 0.3));
      dots.setSeriesOutlinePaint(i, look.muted());
      dots.setSeriesPaint(i, look.muted());
      intervals.addSeries(means);
      error.setSeriesPaint(i, colour);
      error.setSeriesShape(i, HouseTheme.mean(0, control && !alone));
      if (alone) {
        break;
      }
    }
    plot.setDataset(0, lines);
    plot.setRenderer(0, joins);
    plot.setDataset(1, seeds);
    plot.setRenderer(1, dots);
    plot.setDataset(2, intervals);
    plot.setRenderer(2, error);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);

    if (at.length > 0) {
      double span = Math.max(at[at.length - 1] - at[0], 1);
      domain.setRange(at[0] - 0.06 * span, at[at.length - 1] + 0.06 * span);
    }
    HouseTheme.range(axis, range.orElseGet(() -> Ranges.around(values)));
    return HouseTheme.chart(plot, look, caption);
  }
}
