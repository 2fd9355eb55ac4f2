package org.paperclaims.datasets;

/** Data that is short, altered, or not what its name says. The message names the file. */
public final class DamagedDataException extends DatasetException {
  private static final long serialVersionUID = 1L;

  public DamagedDataException(String message) {
    super(message);
  }

  public DamagedDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
