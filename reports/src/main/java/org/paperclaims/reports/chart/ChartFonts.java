package org.paperclaims.reports.chart;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The charts' font, carried along so that charts have the same bytes on every machine. */
final class ChartFonts {
  /** Bytes of one entry of an OpenType file's list of tables, which begins at byte 12. */
  private static final int TABLE_ENTRY = 16;

  static final Font REGULAR = load("Inter-Regular.otf");
  static final Font SEMIBOLD = load("Inter-SemiBold.otf");

  private ChartFonts() {}

  private static Font load(String file) {
    try (InputStream in =
        ChartFonts.class.getResourceAsStream("/com/formdev/flatlaf/fonts/inter/" + file)) {
      if (in == null) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 1);
      }
      byte[] bytes = in.readAllBytes();
      writeSmall(bytes);
      Font font = Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(bytes));
      // The SVG writer looks fonts up by their names again, and must find this one.
      GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(font);
      return font;
    } catch (IOException | FontFormatException e) {
      return new Font(Font.SANS_SERIF, Font.PLAIN, 1);
    }
  }

  /**
   * Write the font's names with a small first letter. The JDK keeps a font under its name in the
   * small letters of the machine's language, where Turkish turns an I into a dotless one, and looks
   * it up in the small letters of English.
   */
  private static void writeSmall(byte[] font) {
    ByteBuffer file = ByteBuffer.wrap(font);
    int tables = file.getShort(4);
    for (int entry = 12; entry < 12 + tables * TABLE_ENTRY; entry += TABLE_ENTRY) {
      if ("name".equals(new String(font, entry, 4, StandardCharsets.US_ASCII))) {
        int start = file.getInt(entry + 8);
        int end = start + file.getInt(entry + 12);
        for (int at = start; at < end; at++) {
          if (font[at] == 'I') {
            font[at] = 'i';
          }
        }
      }
    }
  }

  static Font regular(float size) {
    return REGULAR.deriveFont(size);
  }

  static Font semibold(float size) {
    return SEMIBOLD.deriveFont(size);
  }
}
