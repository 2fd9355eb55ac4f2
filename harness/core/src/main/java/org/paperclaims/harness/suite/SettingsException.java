package org.paperclaims.harness.suite;

/** A setting that is not allowed. The message names it, what was found, and what is allowed. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }
}
