package org.paperclaims.reports;

import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.reports.page.WrittenMetric;

/** How the metrics of a case are written. */
final class WrittenMetrics {
  private WrittenMetrics() {}

  static WrittenMetric of(CaseResult result) {
    return WrittenMetric.of(result.claim().criterion().metric(), regression(result));
  }

  /** Tell whether errors are relative squared errors, as they are where numbers are asked for. */
  static boolean regression(CaseResult result) {
    return regression(result.claimCase().dataset().name());
  }

  static boolean regression(String dataset) {
    return Datasets.known(dataset).filter(outline -> outline.classes() == 0).isPresent();
  }
}
