package org.paperclaims.harness.train;

/** A run that was asked to stop; its checkpoint is saved and it can go on later. */
public final class PreemptedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PreemptedException(String message) {
    super(message);
  }
}
