package org.paperclaims.command;

import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.junit.InvalidCaseException;
import org.paperclaims.harness.lab.Preemption;
import org.paperclaims.harness.suite.CaseOutcome;
import org.paperclaims.harness.suite.NothingAttemptedException;
import org.paperclaims.harness.suite.SuiteResult;
import org.paperclaims.harness.train.PreemptedException;

/** Turns a suite's verdicts into the exit code that the claim tests would have given. */
final class ExitCodes {
  private static final List<Integer> BY_GRAVITY =
      List.of(
          0,
          ClaimsCommand.NOTHING_ATTEMPTED,
          ClaimsCommand.NOTHING_TO_SAY,
          ClaimsCommand.CLAIM_FAILED,
          ClaimsCommand.WRONG_INPUT,
          Unexpected.CODE,
          Preemption.EXIT_CODE);

  private ExitCodes() {}

  static int of(SuiteResult result, boolean strict) {
    if (result.cases().stream().allMatch(c -> c.judgement().verdict() == Verdict.NOT_ATTEMPTED)) {
      return ClaimsCommand.NOTHING_ATTEMPTED;
    }
    Set<CaseOutcome.Kind> kinds =
        result.cases().stream()
            .map(c -> CaseOutcome.of(c, strict).kind())
            .collect(Collectors.toSet());
    return kinds.contains(CaseOutcome.Kind.FAILED)
        ? ClaimsCommand.CLAIM_FAILED
        : kinds.contains(CaseOutcome.Kind.ERROR) ? ClaimsCommand.NOTHING_TO_SAY : 0;
  }

  /** Give the code of what ended a test. */
  static int of(Throwable thrown) {
    if (thrown instanceof NothingAttemptedException) {
      return ClaimsCommand.NOTHING_ATTEMPTED;
    }
    if (thrown instanceof PreemptedException) {
      return Preemption.EXIT_CODE;
    }
    if (thrown instanceof InvalidCaseException) {
      return ClaimsCommand.NOTHING_TO_SAY;
    }
    if (thrown instanceof AssertionError) {
      return ClaimsCommand.CLAIM_FAILED;
    }
    return Unexpected.root(thrown) instanceof InvalidPathException
            || (thrown instanceof Exception e && WrongInput.is(e))
        ? ClaimsCommand.WRONG_INPUT
        : Unexpected.CODE;
  }

  /** Give the graver of two codes: a suite that is not whole before a claim that was refuted. */
  static int graver(int one, int other) {
    return BY_GRAVITY.indexOf(one) > BY_GRAVITY.indexOf(other) ? one : other;
  }
}
