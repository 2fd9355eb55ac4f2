package org.paperclaims.reports;

import java.util.List;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.reports.page.Numbers;

/** The confidence of the intervals of several cases, which records may choose. */
final class Confidences {
  private Confidences() {}

  private static List<String> of(List<CaseResult> cases) {
    return cases.stream()
        .filter(c -> c.judgement().low().isPresent())
        .map(c -> Numbers.confidence(c.judgement().confidence()))
        .distinct()
        .toList();
  }

  /** Head the intervals of cases: {@code 95 % interval}; without a number where it differs. */
  static String heading(List<CaseResult> cases) {
    List<String> all = of(cases);
    return all.size() == 1 ? all.get(0) + " % interval" : "Interval";
  }

  /** Say after the interval of a case how sure it is, where that differs between cases. */
  static String note(List<CaseResult> cases, CaseResult one) {
    return of(cases).size() < 2
        ? ""
        : " (" + Numbers.confidence(one.judgement().confidence()) + " %)";
  }
}
