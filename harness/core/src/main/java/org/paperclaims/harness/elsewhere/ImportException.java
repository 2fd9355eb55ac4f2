package org.paperclaims.harness.elsewhere;

/**
 * A file of runs cannot be read, or says what no run can have come to. Nothing of it was imported.
 * The message names the file, the line and the column where there is one.
 */
public final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 1_000;

  /** Say what was found, what is allowed and what to do. */
  public ImportException(String message) {
    super(message.length() <= LONGEST ? message : message.substring(0, LONGEST) + " …");
  }
}
