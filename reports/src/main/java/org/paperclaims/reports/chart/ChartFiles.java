package org.paperclaims.reports.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jfree.chart.encoders.ImageEncoderFactory;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGHints;

/**
 * Draw charts into files: {@code name.png} at twice the size for sharing, {@code name.svg} and
 * {@code name-dark.svg} for the pages. The same chart gives the same bytes.
 */
public final class ChartFiles {
  private static final int DENSITY = 2;

  private ChartFiles() {}

  /** Draw a chart into a folder that exists. */
  public static void write(Chart chart, Path folder) throws IOException {
    Files.write(folder.resolve(chart.name() + ".png"), png(chart));
    Files.writeString(folder.resolve(chart.name() + ".svg"), svg(chart, Look.LIGHT));
    Files.writeString(folder.resolve(chart.name() + "-dark.svg"), svg(chart, Look.DARK));
  }

  private static byte[] png(Chart chart) throws IOException {
    BufferedImage image =
        new BufferedImage(
            chart.width() * DENSITY, chart.height() * DENSITY, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    try {
      g.scale(DENSITY, DENSITY);
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      g.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      chart.in().apply(Look.LIGHT).draw(g, area(chart));
    } finally {
      g.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageEncoderFactory.newInstance("png").encode(image, bytes);
    return bytes.toByteArray();
  }

  private static String svg(Chart chart, Look look) {
    SVGGraphics2D g = new SVGGraphics2D(chart.width(), chart.height());
    // The library's own prefix is a clock's time, which would make every report differ.
    g.setDefsKeyPrefix("d");
    g.setRenderingHint(SVGHints.KEY_DRAW_STRING_TYPE, SVGHints.VALUE_DRAW_STRING_TYPE_VECTOR);
    g.setGeomDoubleConverter(ChartFiles::coordinate);
    g.setTransformDoubleConverter(ChartFiles::coordinate);
    chart.in().apply(look).draw(g, area(chart));
    return new String(g.getSVGDocument().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** Write a coordinate with at most two decimals: no eye sees more. */
  private static String coordinate(double value) {
    long hundredths = Math.round(value * 100);
    if (hundredths % 100 == 0) {
      return Long.toString(hundredths / 100);
    }
    return java.math.BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
  }

  private static Rectangle2D area(Chart chart) {
    return new Rectangle2D.Double(0, 0, chart.width(), chart.height());
  }
}
