package org.paperclaims.harness.suite;

import java.util.List;
import org.apiguardian.api.API;
import org.paperclaims.harness.lab.Progress;

/**
 * Accompanies suites. Found with {@link java.util.ServiceLoader}; the report writer is one. A
 * program that launches the claim tests can add one that is told last: in the store of JUnit's
 * launcher session, under this class as namespace and key.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public interface SuiteListener {
  /**
   * Give something that is told what the laboratory does while the suite runs.
   *
   * @throws SettingsException if what the listener is to do at the end cannot be done: nothing is
   *     run then
   */
  default Progress progress(SuiteSettings settings) {
    return Progress.silent();
  }

  /**
   * Hear that a suite is open, before anything is run; only ask it for its cases and their runs.
   */
  default void opened(ClaimSuite suite) {}

  /** Hear a verdict as soon as it is reached; again, if the case looks at more seeds. */
  default void judged(CaseResult result) {}

  /**
   * Hear that every case was run and judged.
   *
   * @return what to say at the end, such as where a report is; may be empty
   */
  List<String> finished(SuiteSettings settings, SuiteResult result);
}
