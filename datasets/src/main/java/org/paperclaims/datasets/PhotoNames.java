package org.paperclaims.datasets;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Tells photographs from what operating systems, file servers and archives leave next to them. */
final class PhotoNames {
  private static final Set<String> LITTER =
      Set.of(
          "__macosx",
          "@eadir",
          "#recycle",
          "$recycle.bin",
          "system volume information",
          "lost+found",
          "thumbs.db",
          "desktop.ini");

  private PhotoNames() {}

  /**
   * Tell whether a file below a folder is a photograph by its name, and by the names of the folders
   * between: hidden files, such as the resource forks that macOS writes, are none.
   */
  static boolean photograph(Path folder, Path file) {
    Path below = folder.relativize(file);
    for (Path part : below) {
      if (litter(part.toString())) {
        return false;
      }
    }
    return below.toString().toLowerCase(Locale.ROOT).matches("(?s).*\\.(jpe?g|png)");
  }

  private static boolean litter(String name) {
    return name.startsWith(".") || LITTER.contains(name.toLowerCase(Locale.ROOT));
  }
}
