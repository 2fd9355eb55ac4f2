package org.paperclaims.harness.suite;

import org.paperclaims.harness.lab.Progress;

/** Accompanies suites. Found with {@link java.util.ServiceLoader}; the report writer is one. */
public interface SuiteListener {
  /** Give something that is told what the laboratory does while the suite runs. */
  default Progress progress(SuiteSettings settings) {
    return Progress.silent();
  }

  /** Hear that every case was run and judged. */
  void finished(SuiteSettings settings, SuiteResult result);
}
