package org.paperclaims.harness.measure;

/** A measurement that did not come to its end. */
public final class MeasurementException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MeasurementException(String message, Throwable cause) {
    super(message, cause);
  }
}
