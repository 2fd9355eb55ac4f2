package org.paperclaims.harness.suite;

import java.util.List;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.judge.CaseRuns;
import org.paperclaims.harness.judge.Judgement;

/**
 * A case of a claim, run and judged.
 *
 * @param engine the engine's id
 * @param runs empty where nothing was attempted
 * @param warnings what a reader must know of earlier verdicts: that the declaration was changed
 *     after one was seen, or that this one is another
 */
public record CaseResult(
    Claim claim,
    Tier tier,
    ClaimCase claimCase,
    String engine,
    CaseRuns runs,
    Judgement judgement,
    List<String> warnings) {
  public CaseResult {
    warnings = List.copyOf(warnings);
  }

  /** Give what was asked for. */
  public SuiteCase suiteCase() {
    return new SuiteCase(claim, claimCase, engine);
  }

  /** Make a result of which no earlier one is known. */
  public CaseResult(
      Claim claim,
      Tier tier,
      ClaimCase claimCase,
      String engine,
      CaseRuns runs,
      Judgement judgement) {
    this(claim, tier, claimCase, engine, runs, judgement, List.of());
  }
}
