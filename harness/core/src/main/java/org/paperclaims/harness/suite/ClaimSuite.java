package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperclaims.datasets.DatasetException;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.judge.CaseRuns;
import org.paperclaims.harness.judge.Judge;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.ShownText;

/**
 * A suite: the cases that settings choose from catalogues, run and judged. Used by one thread. The
 * runs of all cases that are expected go into one queue, and a claim is judged as soon as the last
 * of its runs has ended.
 */
public final class ClaimSuite {
  private final SuiteSettings settings;
  private final SuitePlan plan;
  private final RunSource runs;
  private final Consumer<CaseResult> judged;
  private final DeclaredBefore before;
  private final Map<SuiteCase, CaseResult> results = new HashMap<>();
  private final Set<Family> expected = new LinkedHashSet<>();
  private final Map<Family, List<CaseSpecs>> begun = new LinkedHashMap<>();

  /** The cases that are judged together: they may share a claim's alpha. */
  private record Family(String claim, String engine) {
    static Family of(SuiteCase c) {
      return new Family(c.claim().id(), c.engine());
    }
  }

  /** A case with its runs, or with the reason why it has none. */
  private record CaseSpecs(SuiteCase suiteCase, List<RunSpec> specs, Optional<Judgement> without) {}

  /** Make a suite of what was planned. */
  public ClaimSuite(SuiteSettings settings, SuitePlan plan, RunSource runs) {
    this(settings, plan, runs, DeclaredBefore.nothing(), result -> {});
  }

  /**
   * Make a suite of what was planned.
   *
   * @param before how its cases were declared when they were judged before
   * @param judged is told each verdict as soon as it is reached
   */
  public ClaimSuite(
      SuiteSettings settings,
      SuitePlan plan,
      RunSource runs,
      DeclaredBefore before,
      Consumer<CaseResult> judged) {
    this.settings = settings;
    this.plan = plan;
    this.runs = runs;
    this.before = before;
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
                suiteCase.engine(),
                arm.given()));
      }
    }
    return specs;
  }

  /** Say which cases will be asked for: their runs begin together when the first of them is. */
  public void expect(List<SuiteCase> cases) {
    cases.forEach(c -> expected.add(Family.of(c)));
  }

  /**
   * Run a case and judge it. All cases of its claim are run then, because they may share the
   * claim's alpha and be judged together; so are those that are expected, and whichever claim is
   * complete first is judged first. Data or an engine that cannot be used make the verdict INVALID
   * with the reason; the suite goes on.
   */
  public CaseResult run(SuiteCase suiteCase) {
    if (!plan.cases().contains(suiteCase)) {
      throw new IllegalArgumentException(suiteCase.displayName() + " is not in this suite");
    }
    if (!results.containsKey(suiteCase) && !begun.containsKey(Family.of(suiteCase))) {
      while (!begun.isEmpty()) {
        judgeNext();
      }
      expected.add(Family.of(suiteCase));
      begin();
    }
    CaseResult result = results.get(suiteCase);
    while (result == null) {
      judgeNext();
      result = results.get(suiteCase);
    }
    return result;
  }

  private void begin() {
    for (SuiteCase c : plan.cases()) {
      if (expected.contains(Family.of(c))) {
        begun.computeIfAbsent(Family.of(c), f -> new ArrayList<>()).add(begun(c));
      }
    }
    expected.clear();
    runs.begin(
        begun.values().stream().flatMap(List::stream).flatMap(c -> c.specs().stream()).toList());
  }

  private CaseSpecs begun(SuiteCase c) {
    try {
      return new CaseSpecs(c, specs(c), Optional.empty());
    } catch (DatasetException | EngineException e) {
      return new CaseSpecs(c, List.of(), Optional.of(without(Verdict.INVALID, e)));
    }
  }

  /** Wait for the first claim of which all runs have ended, and judge it. */
  private void judgeNext() {
    List<Family> families = List.copyOf(begun.keySet());
    int complete =
        runs.await(
            begun.values().stream()
                .map(
                    cases ->
                        cases.stream().flatMap(c -> c.specs().stream()).collect(Collectors.toSet()))
                .toList());
    List<CaseSpecs> family = begun.remove(families.get(complete));
    if (family != null) {
      judge(family);
    }
  }

  private void judge(List<CaseSpecs> family) {
    Map<ClaimCase, CaseRuns> recorded = new LinkedHashMap<>();
    Map<ClaimCase, Judgement> judgements = new LinkedHashMap<>();
    for (CaseSpecs c : family) {
      ClaimCase claimCase = c.suiteCase().claimCase();
      try {
        if (c.without().isPresent()) {
          judgements.put(claimCase, c.without().get());
        } else {
          recorded.put(claimCase, byArm(claimCase, measured(claimCase, runs.records(c.specs()))));
        }
      } catch (MissingRunsException e) {
        judgements.put(claimCase, without(Verdict.NOT_ATTEMPTED, e));
      } catch (DatasetException | EngineException e) {
        judgements.put(claimCase, without(Verdict.INVALID, e));
      }
    }
    judgements.putAll(Judge.judgeAll(family.get(0).suiteCase().claim(), recorded));
    for (CaseSpecs one : family) {
      SuiteCase c = one.suiteCase();
      CaseRuns caseRuns = recorded.getOrDefault(c.claimCase(), new CaseRuns(Map.of()));
      Judgement judgement = judgements.get(c.claimCase());
      if (judgement != null) {
        CaseResult result = result(c, caseRuns, judgement);
        results.put(c, result);
        judged.accept(result);
      }
    }
  }

  /** Give the records with the metric of their arm, which may ask for one that few claims do. */
  private List<RunRecord> measured(ClaimCase c, List<RunRecord> records) {
    int seeds = c.seeds().size();
    List<RunRecord> measured = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      measured.add(runs.measured(records.get(i), c.arms().get(i / seeds).metric()));
    }
    return measured;
  }

  private static Judgement without(Verdict verdict, RuntimeException e) {
    // Names of files are in such messages, and reasons go to terminals and pages.
    return Judgement.without(
        verdict, ShownText.of(e.getMessage() == null ? e.toString() : e.getMessage()));
  }

  private CaseResult result(SuiteCase suiteCase, CaseRuns caseRuns, Judgement judgement) {
    return new CaseResult(
        suiteCase.claim(),
        settings.tier(),
        suiteCase.claimCase(),
        suiteCase.engine(),
        caseRuns,
        judgement,
        before.warnings(suiteCase, settings.tier(), judgement));
  }

  private static CaseRuns byArm(ClaimCase c, List<RunRecord> records) {
    Map<String, List<RunRecord>> byArm = new LinkedHashMap<>();
    int seeds = c.seeds().size();
    for (int arm = 0; arm < c.arms().size(); arm++) {
      byArm.put(c.arms().get(arm).name(), records.subList(arm * seeds, (arm + 1) * seeds));
    }
    return new CaseRuns(byArm);
  }

  /** Give what has been run and judged so far, in the order of the plan. */
  public SuiteResult result() {
    List<CaseResult> inOrder =
        plan.cases().stream().flatMap(c -> Stream.ofNullable(results.get(c))).toList();
    List<RunRecord> recorded =
        inOrder.stream()
            .flatMap(c -> c.runs().byArm().values().stream())
            .flatMap(List::stream)
            .toList();
    return new SuiteResult(
        settings.tier(), inOrder, plan.notAttempted(), Environments.of(recorded));
  }
}
