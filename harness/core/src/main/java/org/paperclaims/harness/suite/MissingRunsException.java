package org.paperclaims.harness.suite;

/** Runs that a case needs and that were never recorded: the case is NOT_ATTEMPTED. */
public final class MissingRunsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingRunsException(String message) {
    super(message);
  }

  MissingRunsException(int found, int needed) {
    super(found + " of the " + needed + " runs that the case needs are recorded");
  }
}
