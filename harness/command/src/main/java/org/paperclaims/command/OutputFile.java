package org.paperclaims.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.paperclaims.harness.suite.SettingsException;

/**
 * A file that an option names and a command writes. Written before the command says anything, so
 * that a place that cannot be written leaves stdout empty.
 *
 * @param option such as {@code --diagram}
 * @param format what the file holds, and in small letters the end of its name: {@code SVG}
 */
record OutputFile(String option, String format) {
  /**
   * Write the file and the folders that it lies in. One that is there already is overwritten, not
   * replaced: it may be a device, or a link.
   *
   * @throws SettingsException if its name ends otherwise, or it cannot be written
   */
  void write(Path file, byte[] content) {
    String end = "." + format.toLowerCase(Locale.ROOT);
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(end)) {
      throw new SettingsException(
          "%s writes %s, and the name is %s; choose one that ends in %s"
              .formatted(option, format, file, end));
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.write(file, content);
    } catch (IOException e) {
      throw new SettingsException(
          "%s names %s, which cannot be written (%s); choose another file"
              .formatted(option, file, e));
    }
  }
}
