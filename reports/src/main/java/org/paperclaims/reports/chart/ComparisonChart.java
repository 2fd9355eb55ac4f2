package org.paperclaims.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.IntervalMarker;
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
import org.paperclaims.reports.page.Margin;
import org.paperclaims.reports.page.Spread;
import org.paperclaims.reports.page.WrittenMetric;

/**
 * Arms side by side: a dot for every seed, lines that join the runs of one seed, and next to the
 * dots each arm's mean with its 95 % interval. Below them stand the gains of each seed, which the
 * verdict is about, with zero, the margin and the smallest gain that could have been seen (an
 * estimation plot after Cumming).
 */
public final class ComparisonChart {
  private static final double BESIDE = 0.16;

  /** The width of a letter of a name in pixels, and of what stands left of the plot. */
  private static final double LETTER = 7;

  private static final double LEFT = 75;

  private ComparisonChart() {}

  /**
   * The things that a chart of arms shows besides them.
   *
   * @param published the paper's number, drawn as a line
   * @param gains none where arms are not compared seed by seed
   * @param gainTitle what the gains are, with their unit
   * @param margin the differences that are too small to count
   * @param detectable the smallest gain that could have been seen
   */
  public record Extras(
      OptionalDouble published,
      List<GainSeries> gains,
      String gainTitle,
      Margin margin,
      OptionalDouble detectable) {
    /** Nothing besides the arms. */
    public static final Extras NONE =
        new Extras(OptionalDouble.empty(), List.of(), "", Margin.NONE, OptionalDouble.empty());

    public Extras {
      gains = List.copyOf(gains);
    }
  }

  /**
   * Describe the chart.
   *
   * @param range of the metric's axis, so that small multiples share one scale; empty to fit
   */
  public static Chart of(
      String name,
      Caption caption,
      WrittenMetric metric,
      List<ArmSeries> arms,
      Extras extras,
      Optional<Range> range,
      int width,
      int height) {
    return new Chart(
        name,
        width,
        height,
        height,
        (look, narrow) ->
            draw(caption, metric, arms, extras, range, look, narrow ? Chart.NARROW_WIDTH : width));
  }

  private static JFreeChart draw(
      Caption caption,
      WrittenMetric metric,
      List<ArmSeries> arms,
      Extras extras,
      Optional<Range> range,
      Look look,
      int width) {
    List<String> names = arms.stream().map(ComparisonChart::name).toList();
    SymbolAxis domain = HouseTheme.names(names, look, false);
    domain.setTickLabelFont(ChartFonts.regular(arms.size() > 6 ? 11 : 13));
    // An axis leaves out a name that meets another one.
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    domain.setVerticalTickLabels(longest * LETTER > (width - LEFT) / arms.size());
    XYPlot values = values(metric, arms, extras.published(), range, look);
    if (extras.gains().isEmpty()) {
      values.setDomainAxis(domain);
      return HouseTheme.chart(values, look, caption);
    }
    CombinedDomainXYPlot both = new CombinedDomainXYPlot(domain);
    both.setGap(18);
    HouseTheme.style(values, look);
    values.getRangeAxis().setLabel(metric.withUnit());
    XYPlot gains = gains(arms, extras, look);
    HouseTheme.style(gains, look);
    gains.getRangeAxis().setLabel(extras.gainTitle());
    both.add(values, 3);
    both.add(gains, 2);
    return HouseTheme.chart(both, look, caption);
  }

  /** Name an arm, with the runs that have no place in the chart. */
  private static String name(ArmSeries arm) {
    return arm.diverged() == 0 ? arm.name() : arm.name() + ", " + arm.diverged() + " diverged";
  }

  private static XYPlot values(
      WrittenMetric metric,
      List<ArmSeries> arms,
      OptionalDouble published,
      Optional<Range> range,
      Look look) {
    XYPlot plot = new XYPlot();
    NumberAxis axis = HouseTheme.numberAxis(look);
    plot.setRangeAxis(axis);
    Marks marks = new Marks();
    published.ifPresent(marks.values::add);
    Map<Long, XYSeries> pairs = new TreeMap<>();
    for (int i = 0; i < arms.size(); i++) {
      ArmSeries arm = arms.get(i);
      int place = ArmSeries.place(arms, i);
      marks.add(
          i, arm.bySeed().values(), look.arm(arm, place), HouseTheme.mean(place, arm.control()));
      double at = i;
      arm.bySeed()
          .forEach(
              (seed, value) ->
                  pairs
                      .computeIfAbsent(seed, s -> new XYSeries("seed " + s))
                      .add(at, value.doubleValue()));
    }
    XYSeriesCollection lines = new XYSeriesCollection();
    XYLineAndShapeRenderer lineRenderer = new XYLineAndShapeRenderer(true, false);
    for (XYSeries pair : pairs.values()) {
      lineRenderer.setSeriesPaint(lines.getSeriesCount(), Look.faint(look.muted(), 0.35));
      lineRenderer.setSeriesStroke(lines.getSeriesCount(), new BasicStroke(1f));
      lines.addSeries(pair);
    }
    plot.setDataset(0, lines);
    plot.setRenderer(0, lineRenderer);
    marks.drawOn(plot, 1);
    published.ifPresent(
        value -> {
          ValueMarker marker =
              new ValueMarker(value, look.ink(), HouseTheme.stroke(1.4f, 1, false));
          plot.addRangeMarker(marker, Layer.BACKGROUND);
          write(
              plot,
              "published: " + metric.value(value),
              -0.58,
              value,
              TextAnchor.BOTTOM_LEFT,
              look);
        });
    HouseTheme.range(axis, range.orElseGet(() -> Ranges.around(marks.values)));
    return plot;
  }

  private static XYPlot gains(List<ArmSeries> arms, Extras extras, Look look) {
    XYPlot plot = new XYPlot();
    NumberAxis axis = HouseTheme.numberAxis(look);
    plot.setRangeAxis(axis);
    Marks marks = new Marks();
    marks.values.add(0.0);
    for (GainSeries gain : extras.gains()) {
      ArmSeries arm = arms.get(gain.arm());
      int place = ArmSeries.place(arms, gain.arm());
      marks.add(
          gain.arm(),
          gain.bySeed().values(),
          look.arm(arm, place),
          HouseTheme.mean(place, arm.control()));
    }
    // Lines of a plot are drawn by its first renderer.
    marks.drawOn(plot, 0);
    if (extras.margin().isThere()) {
      Margin margin = extras.margin();
      IntervalMarker band = new IntervalMarker(margin.low(), margin.high(), look.line());
      band.setAlpha(0.7f);
      plot.addRangeMarker(band, Layer.BACKGROUND);
      marks.values.add(margin.low());
      marks.values.add(margin.high());
      // At the other end than the smallest gain, which may lie as high.
      double at = margin.high() > 0 ? margin.high() : margin.low();
      write(plot, "margin", arms.size() - 0.42, at, TextAnchor.BOTTOM_RIGHT, look);
    }
    plot.addRangeMarker(HouseTheme.zero(look), Layer.BACKGROUND);
    extras
        .detectable()
        .ifPresent(
            least -> {
              plot.addRangeMarker(
                  new ValueMarker(least, look.muted(), HouseTheme.stroke(1.2f, 2, false)),
                  Layer.BACKGROUND);
              marks.values.add(least);
              write(
                  plot, "smallest that could be seen", -0.58, least, TextAnchor.BOTTOM_LEFT, look);
            });
    HouseTheme.range(axis, Ranges.around(marks.values));
    return plot;
  }

  private static void write(
      XYPlot plot, String words, double x, double y, TextAnchor anchor, Look look) {
    XYTextAnnotation text = new XYTextAnnotation(words, x, y);
    text.setFont(ChartFonts.regular(11));
    text.setPaint(look.muted());
    text.setTextAnchor(anchor);
    plot.addAnnotation(text);
  }

  /** Dots of seeds and means with intervals, at places of one axis. */
  private static final class Marks {
    private final XYIntervalSeriesCollection means = new XYIntervalSeriesCollection();
    private final XYErrorRenderer meanRenderer = new XYErrorRenderer();
    private final XYSeriesCollection dots = new XYSeriesCollection();
    private final XYLineAndShapeRenderer dotRenderer = new XYLineAndShapeRenderer(false, true);
    private final List<Double> values = new ArrayList<>();

    void add(int at, Collection<Double> seeds, Color colour, Shape shape) {
      int i = dots.getSeriesCount();
      Spread spread = Spread.of(seeds);
      XYIntervalSeries mean = new XYIntervalSeries(i);
      if (spread.n() > 0) {
        double low = spread.n() > 1 ? spread.low() : spread.mean();
        double high = spread.n() > 1 ? spread.high() : spread.mean();
        mean.add(at + BESIDE, at + BESIDE, at + BESIDE, spread.mean(), low, high);
        values.add(low);
        values.add(high);
      }
      means.addSeries(mean);
      meanRenderer.setSeriesPaint(i, colour);
      meanRenderer.setSeriesStroke(i, new BasicStroke(2f));
      meanRenderer.setSeriesShape(i, shape);
      meanRenderer.setSeriesShapesFilled(i, true);
      XYSeries series = new XYSeries(i);
      for (double value : seeds) {
        series.add(at, value);
        values.add(value);
      }
      dots.addSeries(series);
      dotRenderer.setSeriesShape(i, HouseTheme.dot(4));
      dotRenderer.setSeriesPaint(i, colour);
      dotRenderer.setSeriesFillPaint(i, Look.faint(colour, 0.35));
      dotRenderer.setSeriesOutlinePaint(i, colour);
      dotRenderer.setSeriesOutlineStroke(i, new BasicStroke(1.2f));
    }

    void drawOn(XYPlot plot, int first) {
      meanRenderer.setDrawXError(false);
      meanRenderer.setCapLength(8);
      meanRenderer.setErrorStroke(new BasicStroke(2f));
      dotRenderer.setUseFillPaint(true);
      dotRenderer.setDrawOutlines(true);
      dotRenderer.setUseOutlinePaint(true);
      plot.setDataset(first, dots);
      plot.setRenderer(first, dotRenderer);
      plot.setDataset(first + 1, means);
      plot.setRenderer(first + 1, meanRenderer);
      plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    }
  }
}
