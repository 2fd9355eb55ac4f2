package org.paperclaims.datasets;

/** Data that is not there. The message says where it was looked for and how to get it. */
public final class MissingDataException extends DatasetException {
  private static final long serialVersionUID = 1L;

  public MissingDataException(String message) {
    super(message);
  }
}
