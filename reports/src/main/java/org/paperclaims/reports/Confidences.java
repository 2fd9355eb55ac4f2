package org.paperclaims.reports;

import java.util.List;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.reports.page.Numbers;

/**
 * The confidence of the intervals of several cases, which records may choose.
 *
 * @param all different ones, in percent
 */
record Confidences(List<String> all) {
  Confidences {
    all = List.copyOf(all);
  }

  static Confidences of(List<CaseResult> cases) {
    return new Confidences(
        cases.stream()
            .filter(c -> c.judgement().low().isPresent())
            .map(c -> Numbers.confidence(c.judgement().confidence()))
            .distinct()
            .toList());
  }

  /** Head the intervals of the cases: {@code 95 % interval}; without a number where it differs. */
  String heading() {
    return all.size() == 1 ? all.get(0) + " % interval" : "Interval";
  }

  /** Say after the interval of a case how sure it is, where that differs between cases. */
  String note(CaseResult one) {
    return all.size() < 2 ? "" : " (" + Numbers.confidence(one.judgement().confidence()) + " %)";
  }
}
