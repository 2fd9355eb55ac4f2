package org.paperclaims.reports.chart;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.paperclaims.reports.page.Margin;

/**
 * The cases of a claim on one scale: for each its estimate and interval, with zero and the margin,
 * and the numbers to its right.
 */
public final class ForestChart {
  private static final int ROW = 26;
  private static final int AROUND = 150;

  private ForestChart() {}

  /**
   * A case.
   *
   * @param name of the case
   * @param low lower end of the interval; the estimate where there is none
   * @param written the numbers
   * @param brief the estimate alone, for phones
   */
  public record Row(
      String name,
      Sign sign,
      double estimate,
      double low,
      double high,
      String written,
      String brief) {}

  /**
   * Describe the chart.
   *
   * @param rows from the top down
   * @param margin the differences that are too small to count
   */
  public static Chart of(String name, Caption caption, List<Row> rows, Margin margin, int width) {
    List<Row> all = List.copyOf(rows);
    int height = AROUND + ROW * all.size();
    return new Chart(
        name, width, height, height, (look, narrow) -> draw(caption, all, margin, look, narrow));
  }

  private static JFreeChart draw(
      Caption caption, List<Row> rows, Margin margin, Look look, boolean narrow) {
    XYPlot plot = new XYPlot();
    NumberAxis domain = HouseTheme.numberAxis(look);
    plot.setDomainAxis(domain);
    SymbolAxis names = HouseTheme.names(rows.stream().map(Row::name).toList(), look, true);
    plot.setRangeAxis(names);
    SymbolAxis numbers =
        HouseTheme.names(
            rows.stream().map(r -> narrow ? r.brief() : r.written()).toList(), look, true);
    plot.setRangeAxis(1, numbers);
    plot.setRangeAxisLocation(1, AxisLocation.TOP_OR_RIGHT);

    List<Double> values = new ArrayList<>(List.of(0.0, margin.low(), margin.high()));
    Map<Sign, XYIntervalSeries> series = new EnumMap<>(Sign.class);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      series
          .computeIfAbsent(row.sign(), XYIntervalSeries::new)
          .add(row.estimate(), row.low(), row.high(), i, i, i);
      values.addAll(List.of(row.estimate(), row.low(), row.high()));
    }
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawYError(false);
    renderer.setCapLength(0);
    renderer.setErrorStroke(new BasicStroke(2f));
    series.forEach(
        (sign, of) -> {
          int i = data.getSeriesCount();
          data.addSeries(of);
          renderer.setSeriesPaint(i, look.sign(sign));
          renderer.setSeriesShape(i, HouseTheme.sign(sign));
        });
    plot.setDataset(data);
    plot.setRenderer(renderer);
    if (margin.isThere()) {
      IntervalMarker band = new IntervalMarker(margin.low(), margin.high(), look.line());
      band.setAlpha(0.7f);
      plot.addDomainMarker(band, Layer.BACKGROUND);
    }
    plot.addDomainMarker(HouseTheme.zero(look), Layer.BACKGROUND);
    HouseTheme.range(domain, Ranges.around(values));
    JFreeChart chart = HouseTheme.chart(plot, look, caption);
    HouseTheme.upright(plot, look);
    return chart;
  }
}
