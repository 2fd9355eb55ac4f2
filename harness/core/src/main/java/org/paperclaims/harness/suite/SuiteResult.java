package org.paperclaims.harness.suite;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.Verdict;

/**
 * The result of a suite: everything that a report shows.
 *
 * @param cases judged cases, in the catalogue's order
 * @param notAttempted claims of the suite without a case at this tier, with the reason
 * @param environment what the runs ran on, by name; where runs differ, every value once
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
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

  /** Count the cases of every verdict; a claim without a case at this tier is one more. */
  public Map<Verdict, Integer> counts() {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      counts.put(verdict, 0);
    }
    cases.forEach(c -> counts.merge(c.judgement().verdict(), 1, Integer::sum));
    counts.merge(Verdict.NOT_ATTEMPTED, notAttempted.size(), Integer::sum);
    return counts;
  }
}
