package org.paperclaims.reports;

import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.reports.page.Metric;

/** How the metrics of a case are written. */
final class Metrics {
  private Metrics() {}

  static Metric of(CaseResult result) {
    return Metric.of(result.claim().criterion().metric(), regression(result));
  }

  /** Tell whether errors are relative squared errors, as they are where numbers are asked for. */
  static boolean regression(CaseResult result) {
    return regression(result.claimCase().dataset().name());
  }

  static boolean regression(String dataset) {
    return dataset.endsWith("-teacher");
  }
}
