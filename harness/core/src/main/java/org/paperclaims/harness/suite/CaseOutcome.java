package org.paperclaims.harness.suite;

import java.util.Optional;
import org.paperclaims.harness.claim.KnownDeviation;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.judge.Judgement;

/**
 * The meaning of a verdict for a test: whether it passes, and the message if it does not.
 *
 * @param kind how the test ends
 * @param message verdict and reason, with the known deviation where one was expected
 */
public record CaseOutcome(Kind kind, String message) {
  /** How a test ends. */
  public enum Kind {
    PASSED,
    FAILED,
    /** Nothing was decided; shown as skipped, never as green. */
    SKIPPED,
    /** Nothing can be said. */
    ERROR
  }

  /**
   * Tell how a case ends.
   *
   * @param strict whether an INCONCLUSIVE verdict fails
   */
  public static CaseOutcome of(CaseResult result, boolean strict) {
    Judgement judgement = result.judgement();
    Verdict verdict = judgement.verdict();
    Optional<KnownDeviation> known = result.claimCase().knownDeviation();
    String message = verdict + ": " + judgement.reason();
    // A case that was not judged deviates from nothing.
    boolean judged = verdict != Verdict.INVALID && verdict != Verdict.NOT_ATTEMPTED;
    if (known.isPresent() && judged) {
      message =
          "expected the known deviation "
              + known.get().verdict()
              + " ("
              + known.get().why()
              + "); "
              + message;
    }
    return new CaseOutcome(kind(verdict, known.map(KnownDeviation::verdict), strict), message);
  }

  /**
   * Tell how a case with a verdict ends.
   *
   * @param known the verdict of a known deviation, if the record declares one
   * @param strict whether an INCONCLUSIVE verdict fails
   */
  public static Kind kind(Verdict verdict, Optional<Verdict> known, boolean strict) {
    if (verdict == Verdict.INVALID) {
      return Kind.ERROR;
    }
    if (verdict == Verdict.NOT_ATTEMPTED) {
      return Kind.SKIPPED;
    }
    if (verdict == Verdict.INCONCLUSIVE) {
      // Expected or not: the fewer the seeds, the surer it comes, so it is never what passes.
      return strict ? Kind.FAILED : Kind.SKIPPED;
    }
    boolean given = verdict == Verdict.AGREES || verdict == Verdict.DIFFERS;
    Verdict expected = known.orElse(given ? Verdict.AGREES : Verdict.REPRODUCED);
    return verdict == expected ? Kind.PASSED : Kind.FAILED;
  }
}
