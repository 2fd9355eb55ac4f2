package org.paperclaims.harness.suite;

import java.util.List;
import org.apiguardian.api.API;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.judge.CaseRuns;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.run.Provenance;
import org.paperclaims.harness.run.RunSpec;

/**
 * A case of a claim, run and judged.
 *
 * @param engine the engine's id
 * @param runs empty where nothing was attempted
 * @param warnings what a reader must know of earlier verdicts: that the declaration was changed
 *     after one was seen, or that this one is another
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
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

  /** Tell how its runs are known: as the least sure of them is. */
  public Provenance provenance() {
    return Provenance.least(runs.byArm().values().stream().flatMap(List::stream).toList());
  }

  /**
   * Name the engine that made its runs; runs that were made elsewhere are named by how they are
   * known, such as {@code ○ as told}.
   */
  public String madeBy() {
    Provenance least = provenance();
    if (least == Provenance.RUN_HERE) {
      return engine;
    }
    return engine.equals(RunSpec.ELSEWHERE) ? least.shown() : engine + ", " + least.shown();
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
