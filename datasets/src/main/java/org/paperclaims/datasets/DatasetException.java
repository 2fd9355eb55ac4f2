package org.paperclaims.datasets;

/**
 * Data that cannot be used: missing, truncated, altered, or not what its name says. The message
 * says what was found (file, and offset where there is one), what was expected, and what to do.
 */
public class DatasetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatasetException(String message) {
    super(message);
  }

  public DatasetException(String message, Throwable cause) {
    super(message, cause);
  }
}
