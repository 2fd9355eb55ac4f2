package org.paperclaims.datasets;

/**
 * Data that could not be got from its makers' address. The part that was received is kept for next
 * time.
 */
public final class FetchException extends DatasetException {
  private static final long serialVersionUID = 1L;

  public FetchException(String message) {
    super(message);
  }

  public FetchException(String message, Throwable cause) {
    super(message, cause);
  }
}
