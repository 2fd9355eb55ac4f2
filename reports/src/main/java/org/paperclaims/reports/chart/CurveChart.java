package org.paperclaims.reports.chart;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.paperclaims.reports.page.Spread;

/**
 * Training curves: for each arm the mean over seeds after every epoch, a band of its 95 % interval,
 * and a thin line for each seed.
 */
public final class CurveChart {
  /** More thin lines than this hide what they should show. */
  private static final int THIN_LINES = 40;

  private CurveChart() {}

  /**
   * Describe the chart.
   *
   * @param title what is measured, with its unit
   * @param range of the vertical axis, so that small multiples share one scale; empty to fit
   */
  public static Chart of(
      String name,
      String title,
      List<ArmSeries> arms,
      Optional<Range> range,
      int width,
      int height) {
    return new Chart(name, width, height, look -> draw(title, arms, range, look));
  }

  private static JFreeChart draw(
      String title, List<ArmSeries> arms, Optional<Range> range, Look look) {
    XYPlot plot = new XYPlot();
    NumberAxis domain = HouseTheme.numberAxis(look);
    domain.setLabel("epoch");
    domain.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
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
      var colour = look.arm(place, arm.control());
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
    domain.setRange(1, Math.max(2, longest));
    axis.setRange(range.orElseGet(() -> Ranges.around(values)));
    return HouseTheme.chart(plot, look, title, new LegendTitle(plot));
  }
}
