package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.paperclaims.datasets.DatasetException;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.judge.CaseRuns;
import org.paperclaims.harness.judge.Judge;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.judge.Standing;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.ShownText;

/**
 * A suite: the cases that settings choose from catalogues, run and judged. Used by one thread. The
 * runs of all cases that are expected go into one queue, and a claim is judged as soon as the last
 * of its runs has ended.
 *
 * <p>A case that declares looks begins with the first, and the runs of the next are added while it
 * is open. Each step follows from the runs alone, so that a suite that is started again, and each
 * of several on one folder, takes the same one. A case that is decided stays so.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class ClaimSuite {
  private final SuiteSettings settings;
  private final SuitePlan plan;
  private final RunSource runs;
  private final Consumer<CaseResult> judged;
  private final DeclaredBefore before;
  private final Map<SuiteCase, CaseResult> results = new HashMap<>();

  /** The next looks of the cases that a judgement has just left open. */
  private final Map<SuiteCase, CaseAtLook> further = new LinkedHashMap<>();

  /** Which claims a run is for; asked by the threads that do the runs. */
  private final Map<RunSpec, Set<String>> claims = new ConcurrentHashMap<>();

  private final Set<Family> expected = new LinkedHashSet<>();
  private final Map<Family, List<CaseAtLook>> begun = new LinkedHashMap<>();

  /** The cases that are judged together: they may share a claim's alpha. */
  private record Family(String claim, String engine) {
    static Family of(SuiteCase c) {
      return new Family(c.claim().id(), c.engine());
    }
  }

  /** Make a suite of what was planned. */
  @API(status = API.Status.INTERNAL)
  public ClaimSuite(SuiteSettings settings, SuitePlan plan, RunSource runs) {
    this(settings, plan, runs, DeclaredBefore.nothing(), result -> {});
  }

  /**
   * Make a suite of what was planned.
   *
   * @param before how its cases were declared when they were judged before
   * @param judged is told each verdict as soon as it is reached
   */
  @API(status = API.Status.INTERNAL)
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

  /**
   * Give every run that a case needs at most, arm by arm and seed by seed: those of its last look.
   */
  public List<RunSpec> specs(SuiteCase suiteCase) {
    return specs(suiteCase, suiteCase.claimCase());
  }

  private List<RunSpec> specs(SuiteCase suiteCase, ClaimCase c) {
    List<RunSpec> specs = new ArrayList<>();
    for (Arm arm : c.arms()) {
      if (arm.isImported()) {
        c.seeds().forEach(seed -> specs.add(RunSpec.elsewhere(arm.imported(), seed)));
        continue;
      }
      String checksum = runs.datasetChecksum(arm.dataset());
      for (long seed : c.seeds()) {
        specs.add(arm.spec(c.protocol(), checksum, seed, suiteCase.engine()));
      }
    }
    return specs;
  }

  /** Give the ids of the claims that a run was begun for; may be asked by any thread. */
  public Set<String> claims(RunSpec run) {
    return Set.copyOf(claims.getOrDefault(run, Set.of()));
  }

  private CaseAtLook named(CaseAtLook c) {
    for (RunSpec run : c.specs()) {
      claims.computeIfAbsent(run, r -> ConcurrentHashMap.newKeySet()).add(c.planned().claim().id());
    }
    return c;
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
        begun.computeIfAbsent(Family.of(c), f -> new ArrayList<>()).add(named(begun(c)));
      }
    }
    expected.clear();
    runs.begin(
        begun.values().stream().flatMap(List::stream).flatMap(c -> c.specs().stream()).toList());
  }

  private CaseAtLook begun(SuiteCase c) {
    try {
      ClaimCase first = CaseAtLook.first(c.claimCase(), before.firstLook(c));
      return new CaseAtLook(c, first, byArm(first, specs(c, first)), Optional.empty());
    } catch (DatasetException | EngineException e) {
      return CaseAtLook.without(c, without(Verdict.INVALID, e));
    }
  }

  private static Map<String, List<RunSpec>> byArm(ClaimCase c, List<RunSpec> specs) {
    Map<String, List<RunSpec>> byArm = new LinkedHashMap<>();
    int seeds = c.seeds().size();
    for (int arm = 0; arm < c.arms().size(); arm++) {
      byArm.put(c.arms().get(arm).name(), specs.subList(arm * seeds, (arm + 1) * seeds));
    }
    return byArm;
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
    Family family = families.get(complete);
    List<CaseAtLook> cases = begun.remove(family);
    if (cases != null && judge(cases)) {
      List<CaseAtLook> next = new ArrayList<>();
      for (CaseAtLook c : cases) {
        next.add(results.containsKey(c.planned()) ? c : further.getOrDefault(c.planned(), c));
      }
      further.clear();
      begun.put(family, next);
      runs.add(next.stream().flatMap(c -> c.specs().stream()).toList());
    }
  }

  /**
   * Judge the cases of a claim that are not decided yet.
   *
   * @return whether one of them looks again, and is in {@link #further}
   */
  private boolean judge(List<CaseAtLook> family) {
    Map<ClaimCase, CaseRuns> recorded = new LinkedHashMap<>();
    Map<ClaimCase, Judgement> judgements = new LinkedHashMap<>();
    for (CaseAtLook c : family) {
      try {
        if (c.without().isPresent()) {
          judgements.put(c.claimCase(), c.without().get());
        } else {
          recorded.put(c.claimCase(), recorded(c));
        }
      } catch (MissingRunsException e) {
        judgements.put(c.claimCase(), without(Verdict.NOT_ATTEMPTED, e));
      } catch (DatasetException | EngineException e) {
        judgements.put(c.claimCase(), without(Verdict.INVALID, e));
      }
    }
    Map<ClaimCase, Standing> standings =
        Judge.standings(family.get(0).planned().claim().at(settings.tier()), recorded);
    standings.forEach((c, standing) -> judgements.put(c, standing.judgement()));
    for (CaseAtLook c : family) {
      Judgement judgement = judgements.get(c.claimCase());
      if (judgement == null || results.containsKey(c.planned())) {
        continue;
      }
      CaseRuns caseRuns = recorded.getOrDefault(c.claimCase(), new CaseRuns(Map.of()));
      CaseResult result = result(c, caseRuns, judgement);
      next(c, Optional.ofNullable(standings.get(c.claimCase())))
          .ifPresentOrElse(
              more -> further.put(c.planned(), named(more)),
              () -> results.put(c.planned(), result));
      judged.accept(result);
    }
    return !further.isEmpty();
  }

  /** Give a case at its next look, where it is open and the runs can be had. */
  private Optional<CaseAtLook> next(CaseAtLook c, Optional<Standing> standing) {
    return standing
        .map(Standing::goingOn)
        .filter(arms -> !arms.isEmpty())
        .flatMap(arms -> c.next(specs(c.planned()), arms))
        .filter(more -> runs.canGive(more.specs()));
  }

  /**
   * Give the records with the metric of their arm, and the test images that they are right about,
   * where the claim asks for what few do.
   */
  private CaseRuns recorded(CaseAtLook c) {
    boolean byImages = c.planned().claim().criterion().isAboutImages();
    Map<String, List<RunRecord>> byArm = new LinkedHashMap<>();
    for (Arm arm : c.claimCase().arms()) {
      byArm.put(
          arm.name(),
          runs.records(c.byArm().getOrDefault(arm.name(), List.of())).stream()
              .map(run -> runs.measured(run, arm.metric()))
              .map(run -> byImages ? runs.answered(run) : run)
              .toList());
    }
    return new CaseRuns(byArm);
  }

  private static Judgement without(Verdict verdict, RuntimeException e) {
    // Names of files are in such messages, and reasons go to terminals and pages.
    return Judgement.without(
        verdict, ShownText.of(e.getMessage() == null ? e.toString() : e.getMessage()));
  }

  private CaseResult result(CaseAtLook c, CaseRuns caseRuns, Judgement judgement) {
    SuiteCase at = new SuiteCase(c.planned().claim(), c.claimCase(), c.planned().engine());
    return new CaseResult(
        at.claim(),
        settings.tier(),
        at.claimCase(),
        at.engine(),
        caseRuns,
        judgement,
        before.warnings(at, settings.tier(), judgement));
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
