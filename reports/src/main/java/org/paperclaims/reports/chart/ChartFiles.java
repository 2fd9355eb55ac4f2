package org.paperclaims.reports.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGHints;

/**
 * Draw charts into files: {@code name.png} at twice the size for sharing, {@code name.svg} and
 * {@code name-dark.svg} for the pages, and of wide charts {@code name-narrow.svg} and {@code
 * name-narrow-dark.svg} for phones. The same chart gives the same bytes.
 */
public final class ChartFiles {
  private static final int DENSITY = 2;
  private static final Pattern COLOUR = Pattern.compile("rgb\\(\\d+,\\d+,\\d+\\)");
  private static final Map<String, String> DARK_OF_LIGHT = darkOfLight();

  private ChartFiles() {}

  /** Draw a chart into a folder that exists. */
  public static void write(Chart chart, Path folder) throws IOException {
    Files.write(folder.resolve(chart.name() + ".png"), png(chart));
    writeSvg(chart, folder);
    if (chart.wide()) {
      writeSvg(chart.narrow(), folder);
    }
  }

  private static void writeSvg(Chart chart, Path folder) throws IOException {
    String svg = svg(chart);
    Files.writeString(folder.resolve(chart.name() + ".svg"), svg);
    Files.writeString(folder.resolve(chart.name() + "-dark.svg"), inTheDark(svg));
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
      chart.drawing().in(Look.LIGHT, false).draw(g, area(chart));
    } finally {
      g.dispose();
    }
    return Png.of(image);
  }

  private static String svg(Chart chart) {
    SVGGraphics2D g = new SVGGraphics2D(chart.width(), chart.height());
    // The library's own prefix is a clock's time, which would make every report differ.
    g.setDefsKeyPrefix("d");
    g.setRenderingHint(SVGHints.KEY_DRAW_STRING_TYPE, SVGHints.VALUE_DRAW_STRING_TYPE_VECTOR);
    g.setGeomDoubleConverter(ChartFiles::coordinate);
    g.setTransformDoubleConverter(ChartFiles::coordinate);
    chart.drawing().in(Look.LIGHT, false).draw(g, area(chart));
    return new String(g.getSVGDocument().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /**
   * Give the drawing in the other look: text is drawn as outlines, so that whatever names a colour
   * is one.
   */
  private static String inTheDark(String svg) {
    return COLOUR
        .matcher(svg)
        .replaceAll(found -> DARK_OF_LIGHT.getOrDefault(found.group(), found.group()));
  }

  private static Map<String, String> darkOfLight() {
    List<Color> light = Look.LIGHT.colours();
    List<Color> dark = Look.DARK.colours();
    Map<String, String> colours = new HashMap<>();
    for (int i = 0; i < light.size(); i++) {
      colours.put(name(light.get(i)), name(dark.get(i)));
    }
    return Map.copyOf(colours);
  }

  private static String name(Color colour) {
    return "rgb(" + colour.getRed() + "," + colour.getGreen() + "," + colour.getBlue() + ")";
  }

  /** Write a coordinate with at most two decimals: no eye sees more. */
  private static String coordinate(double value) {
    long hundredths = Math.round(value * 100);
    if (hundredths % 100 == 0) {
      return Long.toString(hundredths / 100);
    }
    long size = Math.abs(hundredths);
    long rest = size % 100;
    // A report has some millions of them.
    return (hundredths < 0 ? "-" : "")
        + size / 100
        + (rest % 10 == 0 ? "." + rest / 10 : rest < 10 ? ".0" + rest : "." + rest);
  }

  private static Rectangle2D area(Chart chart) {
    return new Rectangle2D.Double(0, 0, chart.width(), chart.height());
  }
}
