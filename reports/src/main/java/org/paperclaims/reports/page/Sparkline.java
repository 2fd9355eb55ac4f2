package org.paperclaims.reports.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A curve as a small drawing, 320 by 90 units.
 *
 * @param paths pieces of the line, broken where the value is not a number
 * @param alt what it shows
 */
public record Sparkline(
    String title,
    List<String> paths,
    String first,
    String last,
    String low,
    String high,
    String alt) {
  private static final double WIDTH = 320;
  private static final double HEIGHT = 90;

  public Sparkline {
    paths = List.copyOf(paths);
  }

  /** Tell whether there are two values side by side, so that a line shows. */
  public boolean isLine() {
    return paths.stream().anyMatch(path -> path.contains(" "));
  }

  /** Draw values over epochs; {@code format} writes a value. */
  public static Sparkline of(
      String title, double[] values, java.util.function.DoubleFunction<String> format) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    double span = high > low ? high - low : 1;
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        if (piece.length() > 0) {
          pieces.add(piece.toString());
          piece.setLength(0);
        }
        continue;
      }
      double x = values.length > 1 ? WIDTH * i / (values.length - 1) : WIDTH / 2;
      double y = 4 + (HEIGHT - 8) * (high - values[i]) / span;
      piece.append(piece.length() == 0 ? "" : " ").append(tenths(x)).append(',').append(tenths(y));
    }
    if (piece.length() > 0) {
      pieces.add(piece.toString());
    }
    String first = values.length == 0 ? "–" : format.apply(values[0]);
    String last = values.length == 0 ? "–" : format.apply(values[values.length - 1]);
    return new Sparkline(
        title,
        pieces,
        first,
        last,
        format.apply(low),
        format.apply(high),
        title + " over " + values.length + " epochs: from " + first + " to " + last + ".");
  }

  private static String tenths(double value) {
    long tenths = Math.round(value * 10);
    return tenths / 10 + "." + tenths % 10;
  }
}
