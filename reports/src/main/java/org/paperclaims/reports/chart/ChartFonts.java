package org.paperclaims.reports.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.InputStream;

/** The charts' font, carried along so that charts have the same bytes on every machine. */
final class ChartFonts {
  static final Font REGULAR = load("Inter-Regular.otf");
  static final Font SEMIBOLD = load("Inter-SemiBold.otf");

  private ChartFonts() {}

  private static Font load(String file) {
    try (InputStream in =
        ChartFonts.class.getResourceAsStream("/com/formdev/flatlaf/fonts/inter/" + file)) {
      if (in == null) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 1);
      }
      Font font = Font.createFont(Font.TRUETYPE_FONT, in);
      // The SVG writer looks fonts up by their family again, and must find this one.
      GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(font);
      return font;
    } catch (IOException | FontFormatException e) {
      return new Font(Font.SANS_SERIF, Font.PLAIN, 1);
    }
  }

  static Font regular(float size) {
    return REGULAR.deriveFont(size);
  }

  static Font semibold(float size) {
    return SEMIBOLD.deriveFont(size);
  }
}
