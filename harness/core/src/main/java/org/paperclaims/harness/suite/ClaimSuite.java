package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.paperclaims.datasets.DatasetException;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.judge.CaseRuns;
import org.paperclaims.harness.judge.Judge;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/**
 * A suite: the cases that settings choose from catalogues, run one after another and judged. Used
 * by one thread; the runs of a case go side by side in the laboratory.
 */
public final class ClaimSuite {
  private final SuiteSettings settings;
  private final SuitePlan plan;
  private final RunSource runs;
  private final Consumer<CaseResult> judged;
  private final Map<SuiteCase, CaseResult> results = new LinkedHashMap<>();

  /** Make a suite of what was planned. */
  public ClaimSuite(SuiteSettings settings, SuitePlan plan, RunSource runs) {
    this(settings, plan, runs, result -> {});
  }

  /**
   * Make a suite of what was planned.
   *
   * @param judged is told each verdict as soon as it is reached
   */
  public ClaimSuite(
      SuiteSettings settings, SuitePlan plan, RunSource runs, Consumer<CaseResult> judged) {
    this.settings = settings;
    this.plan = plan;
    this.runs = runs;
    this.judged = judged;
  }

  /** Give the settings. */
  public SuiteSettings settings() {
    return settings;
  }

  /** Give what will be run and what will not. */
  public SuitePlan plan() {
    return plan;
  }

  /** Give every run that a case needs, arm by arm and seed by seed. */
  public List<RunSpec> specs(SuiteCase suiteCase) {
    ClaimCase c = suiteCase.claimCase();
    List<RunSpec> specs = new ArrayList<>();
    for (Arm arm : c.arms()) {
      String checksum = runs.datasetChecksum(arm.dataset());
      for (long seed : c.seeds()) {
        specs.add(
            new RunSpec(
                c.protocol(),
                arm.architecture(),
                arm.erasure().toString(),
                arm.dataset(),
                checksum,
                arm.recipe(),
                seed,
                suiteCase.engine()));
      }
    }
    return specs;
  }

  /**
   * Run a case and judge it. All cases of its claim are run then, because they may share the
   * claim's alpha and be judged together. Data or an engine that cannot be used make the verdict
   * INVALID with the reason; the suite goes on.
   */
  public CaseResult run(SuiteCase suiteCase) {
    if (!results.containsKey(suiteCase)) {
      runClaim(suiteCase.claim(), suiteCase.engine());
    }
    CaseResult result = results.get(suiteCase);
    if (result == null) {
      throw new IllegalArgumentException(suiteCase.displayName() + " is not in this suite");
    }
    return result;
  }

  private void runClaim(Claim claim, String engine) {
    Map<ClaimCase, CaseRuns> recorded = new LinkedHashMap<>();
    Map<ClaimCase, Judgement> judgements = new LinkedHashMap<>();
    List<SuiteCase> family =
        plan.cases().stream()
            .filter(c -> c.claim().equals(claim) && c.engine().equals(engine))
            .toList();
    for (SuiteCase c : family) {
      try {
        recorded.put(c.claimCase(), byArm(c.claimCase(), runs.records(specs(c))));
      } catch (MissingRunsException e) {
        judgements.put(c.claimCase(), without(Verdict.NOT_ATTEMPTED, e));
      } catch (DatasetException | EngineException e) {
        judgements.put(c.claimCase(), without(Verdict.INVALID, e));
      }
    }
    judgements.putAll(Judge.judgeAll(claim, recorded));
    for (SuiteCase c : family) {
      CaseRuns caseRuns = recorded.getOrDefault(c.claimCase(), new CaseRuns(Map.of()));
      Judgement judgement = judgements.get(c.claimCase());
      if (judgement != null) {
        CaseResult result = result(c, caseRuns, judgement);
        results.put(c, result);
        judged.accept(result);
      }
    }
  }

  private static Judgement without(Verdict verdict, RuntimeException e) {
    return Judgement.without(verdict, e.getMessage() == null ? e.toString() : e.getMessage());
  }

  private CaseResult result(SuiteCase suiteCase, CaseRuns caseRuns, Judgement judgement) {
    return new CaseResult(
        suiteCase.claim(),
        settings.tier(),
        suiteCase.claimCase(),
        suiteCase.engine(),
        caseRuns,
        judgement);
  }

  private static CaseRuns byArm(ClaimCase c, List<RunRecord> records) {
    Map<String, List<RunRecord>> byArm = new LinkedHashMap<>();
    int seeds = c.seeds().size();
    for (int arm = 0; arm < c.arms().size(); arm++) {
      byArm.put(c.arms().get(arm).name(), records.subList(arm * seeds, (arm + 1) * seeds));
    }
    return new CaseRuns(byArm);
  }

  /** Give what has been run and judged so far. */
  public SuiteResult result() {
    List<RunRecord> recorded =
        results.values().stream()
            .flatMap(c -> c.runs().byArm().values().stream())
            .flatMap(List::stream)
            .toList();
    return new SuiteResult(
        settings.tier(),
        List.copyOf(results.values()),
        plan.notAttempted(),
        Environments.of(recorded));
  }
}
