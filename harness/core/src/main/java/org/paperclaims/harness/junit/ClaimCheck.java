package org.paperclaims.harness.junit;

import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import org.paperclaims.harness.suite.CaseOutcome;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.ClaimSuite;
import org.paperclaims.harness.suite.SuiteCase;

/** One case of a claim inside a test: runs it, judges it, and turns the verdict into an outcome. */
public final class ClaimCheck {
  private final ClaimSuite suite;
  private final SuiteCase suiteCase;

  ClaimCheck(ClaimSuite suite, SuiteCase suiteCase) {
    this.suite = suite;
    this.suiteCase = suiteCase;
  }

  /** Give the case. */
  public SuiteCase suiteCase() {
    return suiteCase;
  }

  /** Get the runs from the laboratory and judge them; nothing is thrown for any verdict. */
  public CaseResult result() {
    return suite.run(suiteCase);
  }

  /**
   * Run and judge the case, and end the test as the verdict says.
   *
   * @throws AssertionFailedError if the claim is refuted, or does not deviate as it is known to
   * @throws TestAbortedException if nothing is decided (JUnit reports the test as skipped)
   * @throws InvalidCaseException if nothing can be said
   */
  public void verify() {
    CaseOutcome outcome = CaseOutcome.of(result(), suite.settings().strict());
    switch (outcome.kind()) {
      case PASSED -> {}
      case FAILED -> throw new AssertionFailedError(outcome.message());
      case SKIPPED -> throw new TestAbortedException(outcome.message());
      case ERROR -> throw new InvalidCaseException(outcome.message());
    }
  }
}
