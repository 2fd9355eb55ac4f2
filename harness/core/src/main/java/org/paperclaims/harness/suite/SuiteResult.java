package org.paperclaims.harness.suite;

import java.util.List;
import java.util.Map;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Tier;

/**
 * What a suite came to; everything that a report shows.
 *
 * @param cases judged cases, in the catalogue's order
 * @param notAttempted claims of the suite without a case at this tier, with the reason
 * @param environment what the runs ran on, by name; where runs differ, every value once
 */
public record SuiteResult(
    Tier tier,
    List<CaseResult> cases,
    Map<Claim, String> notAttempted,
    Map<String, String> environment) {
  public SuiteResult {
    cases = List.copyOf(cases);
    notAttempted =
        java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(notAttempted));
  }
}
