package org.paperclaims.harness.junit;

/** A case whose runs failed or whose data or records are corrupt: a test error, not a failure. */
public final class InvalidCaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidCaseException(String message) {
    super(message);
  }
}
