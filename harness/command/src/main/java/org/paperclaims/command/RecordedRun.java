package org.paperclaims.command;

import java.util.List;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.suite.SettingsException;

/** Finds the run that somebody means by the first characters of its fingerprint. */
final class RecordedRun {
  private RecordedRun() {}

  /**
   * Find the run.
   *
   * @throws SettingsException if there is none, or more than one
   */
  static RunRecord of(List<RunRecord> records, String fingerprint) {
    List<RunRecord> found =
        records.stream().filter(r -> r.fingerprint().startsWith(fingerprint)).toList();
    if (found.size() != 1) {
      throw new SettingsException(
          "of %d recorded runs %s a fingerprint that starts with '%s'; `claims runs` lists them"
              .formatted(
                  records.size(),
                  found.isEmpty() ? "none has" : found.size() + " have",
                  fingerprint));
    }
    return found.get(0);
  }
}
