package org.paperclaims.reports.chart;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.CombinedRangeXYPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
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
 * The gains of several changes over none, network by network, all on one scale: a dot for each
 * seed, and the mean with its 95 % interval. Networks stand side by side, on phones one below the
 * other.
 */
public final class GridChart {
  private static final int ROW = 30;
  private static final int AROUND = 160;
  private static final int HEAD = 60;
  private static final double ABOVE = 0.2;

  private GridChart() {}

  /**
   * The gains in one network.
   *
   * @param gains for each of the rows that was run, by seed
   */
  public record Panel(String network, Map<String, SortedMap<Long, Double>> gains) {
    public Panel {
      gains = Map.copyOf(gains);
    }
  }

  /**
   * Describe the chart.
   *
   * @param rows names of the changes, from the top down
   */
  public static Chart of(
      String name, Caption caption, List<String> rows, List<Panel> panels, int width) {
    List<String> changes = List.copyOf(rows);
    List<Panel> networks = List.copyOf(panels);
    return new Chart(
        name,
        width,
        AROUND + ROW * changes.size(),
        AROUND + networks.size() * (HEAD + ROW * changes.size()),
        (look, narrow) -> draw(caption, changes, networks, look, narrow));
  }

  private static JFreeChart draw(
      Caption caption, List<String> rows, List<Panel> panels, Look look, boolean narrow) {
    List<Double> values = new ArrayList<>(List.of(0.0));
    List<XYPlot> plots = panels.stream().map(p -> plot(p, rows, look, values)).toList();
    Range range = Ranges.around(values);
    XYPlot all;
    if (narrow) {
      NumberAxis gain = HouseTheme.numberAxis(look);
      CombinedDomainXYPlot stacked = new CombinedDomainXYPlot(gain);
      stacked.setGap(14);
      for (int i = 0; i < plots.size(); i++) {
        var names = HouseTheme.names(rows, look, true);
        names.setLabel(panels.get(i).network());
        names.setLabelFont(ChartFonts.semibold(12));
        names.setLabelPaint(look.ink());
        plots.get(i).setRangeAxis(names);
        stacked.add(plots.get(i));
      }
      HouseTheme.range(gain, range);
      all = stacked;
    } else {
      CombinedRangeXYPlot row = new CombinedRangeXYPlot(HouseTheme.names(rows, look, true));
      row.setGap(14);
      for (int i = 0; i < plots.size(); i++) {
        NumberAxis gain = HouseTheme.numberAxis(look);
        gain.setLabel(panels.get(i).network());
        gain.setLabelFont(ChartFonts.semibold(12));
        gain.setLabelPaint(look.ink());
        HouseTheme.range(gain, range);
        plots.get(i).setDomainAxis(gain);
        row.add(plots.get(i));
      }
      all = row;
    }
    JFreeChart chart = HouseTheme.chart(all, look, caption);
    plots.forEach(plot -> HouseTheme.upright(plot, look));
    return chart;
  }

  private static XYPlot plot(Panel panel, List<String> rows, Look look, List<Double> values) {
    XYSeries seeds = new XYSeries("seeds", false, true);
    XYIntervalSeries means = new XYIntervalSeries("means");
    for (int i = 0; i < rows.size(); i++) {
      var gains = panel.gains().get(rows.get(i));
      if (gains == null) {
        continue;
      }
      for (double gain : gains.values()) {
        seeds.add(gain, i);
        values.add(gain);
      }
      Spread spread = Spread.of(gains.values());
      if (spread.n() > 0) {
        double low = spread.n() > 1 ? spread.low() : spread.mean();
        double high = spread.n() > 1 ? spread.high() : spread.mean();
        means.add(spread.mean(), low, high, i - ABOVE, i - ABOVE, i - ABOVE);
        values.addAll(List.of(low, high));
      }
    }
    XYPlot plot = new XYPlot();
    XYLineAndShapeRenderer dots = new XYLineAndShapeRenderer(false, true);
    dots.setSeriesShape(0, HouseTheme.dot(2.8));
    dots.setUseFillPaint(true);
    dots.setUseOutlinePaint(true);
    dots.setSeriesFillPaint(0, Look.faint(look.muted(), 0.3));
    dots.setSeriesOutlinePaint(0, look.muted());
    dots.setSeriesPaint(0, look.muted());
    plot.setDataset(0, new XYSeriesCollection(seeds));
    plot.setRenderer(0, dots);
    XYIntervalSeriesCollection intervals = new XYIntervalSeriesCollection();
    intervals.addSeries(means);
    XYErrorRenderer error = new XYErrorRenderer();
    error.setDrawYError(false);
    error.setCapLength(0);
    error.setErrorStroke(new BasicStroke(2f));
    error.setSeriesPaint(0, look.arm(0, false));
    error.setSeriesShape(0, HouseTheme.dot(4.2));
    plot.setDataset(1, intervals);
    plot.setRenderer(1, error);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.addDomainMarker(HouseTheme.zero(look), Layer.BACKGROUND);
    return plot;
  }
}
