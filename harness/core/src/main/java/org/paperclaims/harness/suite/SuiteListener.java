package org.paperclaims.harness.suite;

/**
 * Is told when a suite has ended. Found with {@link java.util.ServiceLoader}; the report writer is
 * one.
 */
public interface SuiteListener {
  /** Hear that every case was run and judged. */
  void finished(SuiteSettings settings, SuiteResult result);
}
