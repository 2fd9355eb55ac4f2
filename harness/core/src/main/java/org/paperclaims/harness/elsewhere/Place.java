package org.paperclaims.harness.elsewhere;

import org.paperclaims.harness.run.ShownText;

/**
 * A place in a file; lines and columns from 1 on, and 0 where the file has none.
 *
 * @param file as a reader would name it
 */
record Place(String file, int line, int column) {
  /** Make the refusal of what stands there. */
  ImportException refuse(String problem) {
    String where = line == 0 ? file : file + ":" + line + (column == 0 ? "" : ":" + column);
    return new ImportException(ShownText.name(where + ": " + problem));
  }

  /** Give another column of the same line. */
  Place at(int other) {
    return new Place(file, line, other);
  }

  /** Quote what was found, or its beginning. */
  static String brief(String text) {
    return "'" + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + "'";
  }
}
