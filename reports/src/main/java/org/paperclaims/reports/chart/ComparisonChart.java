package org.paperclaims.reports.chart;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.paperclaims.reports.page.Spread;
import org.paperclaims.reports.page.WrittenMetric;

/**
 * Arms side by side: a dot for every seed, lines that join the runs of one seed, and beside the
 * dots each arm's mean with its 95 % interval.
 */
public final class ComparisonChart {
  private static final double BESIDE = 0.16;

  private ComparisonChart() {}

  /**
   * Describe the chart.
   *
   * @param published the paper's number, drawn as a line
   * @param range of the metric's axis, so that small multiples share one scale; empty to fit
   */
  public static Chart of(
      String name,
      WrittenMetric metric,
      List<ArmSeries> arms,
      OptionalDouble published,
      Optional<Range> range,
      int width,
      int height) {
    return new Chart(name, width, height, look -> draw(metric, arms, published, range, look));
  }

  private static JFreeChart draw(
      WrittenMetric metric,
      List<ArmSeries> arms,
      OptionalDouble published,
      Optional<Range> range,
      Look look) {
    XYPlot plot = new XYPlot();
    SymbolAxis domain =
        new SymbolAxis(null, arms.stream().map(ArmSeries::name).toArray(String[]::new));
    HouseTheme.style(domain, look);
    domain.setTickLabelFont(ChartFonts.regular(arms.size() > 6 ? 11 : 13));
    domain.setTickLabelPaint(look.ink());
    domain.setGridBandsVisible(false);
    domain.setRange(-0.5, arms.size() - 0.5);
    plot.setDomainAxis(domain);
    NumberAxis axis = HouseTheme.numberAxis(look);
    plot.setRangeAxis(axis);

    XYIntervalSeriesCollection means = new XYIntervalSeriesCollection();
    XYErrorRenderer meanRenderer = new XYErrorRenderer();
    meanRenderer.setDrawXError(false);
    meanRenderer.setCapLength(8);
    XYSeriesCollection dots = new XYSeriesCollection();
    XYLineAndShapeRenderer dotRenderer = new XYLineAndShapeRenderer(false, true);
    dotRenderer.setUseFillPaint(true);
    dotRenderer.setDrawOutlines(true);
    Map<Long, XYSeries> pairs = new TreeMap<>();
    List<Double> values = new ArrayList<>();
    published.ifPresent(values::add);

    for (int i = 0; i < arms.size(); i++) {
      ArmSeries arm = arms.get(i);
      int place = ArmSeries.place(arms, i);
      var colour = look.arm(place, arm.control());
      Spread spread = Spread.of(arm.bySeed().values());
      XYIntervalSeries mean = new XYIntervalSeries(i + " " + arm.name());
      if (spread.n() > 0) {
        double low = spread.n() > 1 ? spread.low() : spread.mean();
        double high = spread.n() > 1 ? spread.high() : spread.mean();
        mean.add(i + BESIDE, i + BESIDE, i + BESIDE, spread.mean(), low, high);
        values.add(low);
        values.add(high);
      }
      means.addSeries(mean);
      meanRenderer.setSeriesPaint(i, colour);
      meanRenderer.setSeriesStroke(i, new BasicStroke(2f));
      meanRenderer.setSeriesShape(i, HouseTheme.mean(place, arm.control()));
      meanRenderer.setSeriesShapesFilled(i, true);
      XYSeries series = new XYSeries(i + " " + arm.name());
      double at = i;
      arm.bySeed()
          .forEach(
              (seed, value) -> {
                series.add(at, value.doubleValue());
                pairs
                    .computeIfAbsent(seed, s -> new XYSeries("seed " + s))
                    .add(at, value.doubleValue());
                values.add(value);
              });
      dots.addSeries(series);
      dotRenderer.setSeriesShape(i, HouseTheme.dot(4));
      dotRenderer.setSeriesPaint(i, colour);
      dotRenderer.setSeriesFillPaint(i, Look.faint(colour, 0.35));
      dotRenderer.setSeriesOutlinePaint(i, colour);
      dotRenderer.setSeriesOutlineStroke(i, new BasicStroke(1.2f));
    }
    meanRenderer.setErrorStroke(new BasicStroke(2f));
    dotRenderer.setUseOutlinePaint(true);
    plot.setDataset(2, means);
    plot.setRenderer(2, meanRenderer);
    plot.setDataset(1, dots);
    plot.setRenderer(1, dotRenderer);

    XYSeriesCollection lines = new XYSeriesCollection();
    XYLineAndShapeRenderer lineRenderer = new XYLineAndShapeRenderer(true, false);
    for (XYSeries pair : pairs.values()) {
      lineRenderer.setSeriesPaint(lines.getSeriesCount(), Look.faint(look.muted(), 0.35));
      lineRenderer.setSeriesStroke(lines.getSeriesCount(), new BasicStroke(1f));
      lines.addSeries(pair);
    }
    plot.setDataset(0, lines);
    plot.setRenderer(0, lineRenderer);
    plot.setDatasetRenderingOrder(org.jfree.chart.plot.DatasetRenderingOrder.FORWARD);

    published.ifPresent(
        value -> {
          ValueMarker marker =
              new ValueMarker(value, look.ink(), HouseTheme.stroke(1.4f, 1, false));
          plot.addRangeMarker(marker, Layer.BACKGROUND);
          XYTextAnnotation text =
              new XYTextAnnotation("published: " + metric.value(value), -0.48, value);
          text.setFont(ChartFonts.regular(12));
          text.setPaint(look.ink());
          text.setTextAnchor(TextAnchor.BOTTOM_LEFT);
          plot.addAnnotation(text);
        });
    axis.setRange(range.orElseGet(() -> Ranges.around(values)));
    return HouseTheme.chart(plot, look, metric.withUnit(), null);
  }
}
