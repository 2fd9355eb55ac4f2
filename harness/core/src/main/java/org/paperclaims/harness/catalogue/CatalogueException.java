package org.paperclaims.harness.catalogue;

/**
 * A catalogue has a mistake. The message names the file, the line, the column and the field, what
 * was found and what is allowed: {@code eraserelu.yaml:12:9: field 'better': found 'less', allowed
 * lower, higher}.
 */
public final class CatalogueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final int column;

  /**
   * @param file the catalogue's name
   * @param line from 1 on
   * @param column from 1 on
   * @param problem the field, what was found and what is allowed
   */
  public CatalogueException(String file, int line, int column, String problem) {
    super(file + ":" + line + ":" + column + ": " + problem);
    this.file = file;
    this.line = line;
    this.column = column;
  }

  /** Give the catalogue's name. */
  public String file() {
    return file;
  }

  /** Give the line, from 1 on. */
  public int line() {
    return line;
  }

  /** Give the column, from 1 on. */
  public int column() {
    return column;
  }
}
