package org.paperclaims.harness.suite;

/** A suite without a single attempted case: nothing is ever green because it did not run. */
public final class NothingAttemptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NothingAttemptedException(String message) {
    super(message);
  }
}
