package org.paperclaims.command;

import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.suite.CaseOutcome;
import org.paperclaims.harness.suite.SuiteResult;

/** Turns a suite's verdicts into the exit code that the claim tests would have given. */
final class ExitCodes {
  private ExitCodes() {}

  static int of(SuiteResult result, boolean strict) {
    if (result.cases().stream().allMatch(c -> c.judgement().verdict() == Verdict.NOT_ATTEMPTED)) {
      return ClaimsCommand.NOTHING_ATTEMPTED;
    }
    boolean failed =
        result.cases().stream()
            .map(c -> CaseOutcome.of(c, strict).kind())
            .anyMatch(k -> k == CaseOutcome.Kind.FAILED || k == CaseOutcome.Kind.ERROR);
    return failed ? ClaimsCommand.CLAIM_FAILED : 0;
  }
}
