package org.paperclaims.harness.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.ChanceLevel;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.stats.Holm;

/**
 * Gives verdicts. A verdict is a pure function of the claim and the recorded runs; it does not know
 * of known deviations, which only say which verdict is expected.
 *
 * <p>A run that diverged is an outcome of training and ranks worst. A run that failed says nothing,
 * and without it nothing is said: the verdict is INVALID. So it is with runs of other seeds than
 * the declared ones, fewer or more.
 */
public final class Judge {
  private static final Judgement NOTHING =
      Judgement.without(Verdict.INVALID, "Nothing was judged.");

  private Judge() {}

  /** Judge one case by itself; cases that share alpha are judged by Bonferroni's rule. */
  public static Judgement judge(Claim claim, ClaimCase claimCase, CaseRuns runs) {
    if (claim.criterion() instanceof Criterion.Share) {
      return judgeAll(claim, Map.of(claimCase, runs)).getOrDefault(claimCase, NOTHING);
    }
    return weigh(claim, claimCase, runs, family(claim, claimCase), 0).judgement();
  }

  /**
   * Judge all cases of a claim at one tier together, by the correction that the record declares.
   *
   * @param runs of every case
   * @return the judgements, in the order of {@code runs}
   */
  public static Map<ClaimCase, Judgement> judgeAll(Claim claim, Map<ClaimCase, CaseRuns> runs) {
    Map<ClaimCase, Judgement> judgements = new LinkedHashMap<>();
    weighAll(claim, runs).forEach((c, weighed) -> judgements.put(c, weighed.judgement()));
    return judgements;
  }

  /**
   * Judge as {@link #judgeAll} does, and say which runs a case needs for its next look. What takes
   * long is worked out when it is asked for.
   */
  public static Map<ClaimCase, Standing> standings(Claim claim, Map<ClaimCase, CaseRuns> runs) {
    return Map.copyOf(weighAll(claim, runs));
  }

  /**
   * Give the verdicts of {@link #judgeAll} without the rest of it, which takes far longer; for
   * simulations.
   */
  public static Map<ClaimCase, Verdict> verdicts(Claim claim, Map<ClaimCase, CaseRuns> runs) {
    Map<ClaimCase, Verdict> verdicts = new LinkedHashMap<>();
    weighAll(claim, runs).forEach((c, weighed) -> verdicts.put(c, weighed.verdict()));
    return verdicts;
  }

  /** The knowledge of a case when its alpha is known. */
  private sealed interface Weighed extends Standing {
    @Override
    default Set<String> goingOn() {
      return Set.of();
    }

    /**
     * What runs show.
     *
     * @param arms that a further look needs
     */
    record Found(Finding finding, Bar bar, String remark, Supplier<Set<String>> arms)
        implements Weighed {
      @Override
      public Verdict verdict() {
        return finding.verdict(bar);
      }

      @Override
      public Judgement judgement() {
        return finding.judged(bar, remark + (isOpen() ? leftForFutility() : ""));
      }

      @Override
      public Set<String> goingOn() {
        return isOpen() && futile().isEmpty() ? arms.get() : Set.of();
      }

      private boolean isOpen() {
        return verdict() == Verdict.INCONCLUSIVE && bar.look().filter(l -> !l.isLast()).isPresent();
      }

      private OptionalDouble futile() {
        return bar.look()
            .map(l -> l.futile(finding.pFor(), finding.pAgainst(), bar.alpha() / bar.cases()))
            .orElse(OptionalDouble.empty());
      }

      private String leftForFutility() {
        OptionalDouble chance = futile();
        return chance.isEmpty()
            ? ""
            : "; no further seeds are run, as the chance of a verdict by the last look is "
                + Words.number(100 * chance.getAsDouble())
                + " %";
      }
    }

    /** A model that was given: its judgement needs no other case. */
    record Given(Judgement judgement) implements Weighed {
      @Override
      public Verdict verdict() {
        return judgement.verdict();
      }
    }

    record Invalid(String problem) implements Weighed {
      @Override
      public Verdict verdict() {
        return Verdict.INVALID;
      }

      @Override
      public Judgement judgement() {
        return Judgement.without(Verdict.INVALID, problem);
      }
    }
  }

  private static Map<ClaimCase, Weighed> weighAll(Claim claim, Map<ClaimCase, CaseRuns> runs) {
    Map<ClaimCase, Weighed> weighed = new LinkedHashMap<>();
    runs.forEach((c, r) -> weighed.put(c, weigh(claim, c, r, family(claim, c), 0)));
    if (claim.criterion() instanceof Criterion.Share share) {
      return shared(share, claim, weighed);
    }
    if (claim.correction() != Correction.HOLM
        || claim.criterion() instanceof Criterion.Checkpoint) {
      return weighed;
    }
    List<Map.Entry<ClaimCase, CaseRuns>> open =
        runs.entrySet().stream()
            .filter(e -> problem(claim, e.getKey(), e.getValue()).isEmpty())
            .toList();
    List<Bar> bars = open.stream().map(e -> bar(claim, e.getKey(), e.getValue(), 1, 0)).toList();
    double[] p =
        IntStream.range(0, open.size())
            .mapToDouble(
                i ->
                    find(claim, open.get(i).getKey(), open.get(i).getValue(), bars.get(i).alone())
                        .pFor())
            .toArray();
    int family = open.stream().mapToInt(e -> family(claim, e.getKey())).max().orElse(0);
    for (Holm.Step step :
        Holm.steps(Math.max(family, p.length), (i, sharing) -> bars.get(i).factor(sharing), p)) {
      ClaimCase at = open.get(step.index()).getKey();
      CaseRuns its = open.get(step.index()).getValue();
      weighed.computeIfPresent(
          at,
          (c, alone) ->
              alone.verdict() == Verdict.REFUTED
                  ? alone
                  : weigh(claim, at, its, step.sharing(), step.least()));
    }
    return weighed;
  }

  private static Map<ClaimCase, Weighed> shared(
      Criterion.Share share, Claim claim, Map<ClaimCase, Weighed> weighed) {
    List<Weighed.Found> found =
        weighed.values().stream()
            .flatMap(w -> w instanceof Weighed.Found f ? Stream.of(f) : Stream.empty())
            .toList();
    int cases = weighed.keySet().stream().mapToInt(c -> casesAtTier(claim, c)).max().orElse(0);
    ShareFinding all =
        ShareFinding.of(
            share,
            found.stream().map(Weighed.Found::finding).toList(),
            Math.max(cases, found.size()),
            (i, sharing) -> i < found.size() ? found.get(i).bar().factor(sharing) : sharing);
    Map<ClaimCase, Weighed> shared = new LinkedHashMap<>();
    weighed.forEach(
        (c, w) ->
            shared.put(
                c,
                w instanceof Weighed.Found f
                    ? new Weighed.Found(all.in(f.finding(), f.bar()), f.bar(), f.remark(), f.arms())
                    : w));
    return shared;
  }

  private static Weighed weigh(
      Claim claim, ClaimCase claimCase, CaseRuns runs, int sharing, double least) {
    Optional<String> problem = problem(claim, claimCase, runs);
    if (problem.isPresent()) {
      return new Weighed.Invalid(problem.get());
    }
    Bar bar = bar(claim, claimCase, runs, sharing, least);
    if (claim.criterion() instanceof Criterion.Checkpoint checkpoint) {
      RunRecord only = runs.byArm().values().iterator().next().get(0);
      return new Weighed.Given(CheckpointJudgement.of(checkpoint, bar, only));
    }
    return new Weighed.Found(
        find(claim, claimCase, runs, bar.alone()),
        bar,
        bar.look().map(Look::words).orElse("") + atChance(claimCase, runs) + alike(claimCase, runs),
        () -> unbeaten(claim, claimCase, runs));
  }

  private static Bar bar(
      Claim claim, ClaimCase claimCase, CaseRuns runs, int sharing, double least) {
    return new Bar(
        claim.criterion().alpha(),
        sharing,
        least,
        family(claim, claimCase),
        claim.correction(),
        Look.of(claimCase, seedsRun(claimCase, runs)));
  }

  /** Give the arms of a case, of an ordering without those that the best has beaten. */
  private static Set<String> unbeaten(Claim claim, ClaimCase claimCase, CaseRuns runs) {
    Set<String> arms = new LinkedHashSet<>();
    claimCase.arms().forEach(a -> arms.add(a.name()));
    if (claim.criterion() instanceof Criterion.Ordering ordering) {
      CaseValues values = CaseValues.of(ordering, claimCase, runs, seedsRun(claimCase, runs));
      double own = ordering.alpha() / family(claim, claimCase);
      arms.removeAll(OrderingFinding.beaten(ordering, claimCase, values, own));
    }
    return arms;
  }

  /** Say which arms have runs that ended at chance level, whatever was judged of them. */
  private static String atChance(ClaimCase claimCase, CaseRuns runs) {
    List<String> arms = new ArrayList<>();
    for (Arm arm : claimCase.arms()) {
      List<RunRecord> records = runs.byArm().getOrDefault(arm.name(), List.of());
      long lost = records.stream().filter(r -> ChanceLevel.isAt(r, arm.dataset().name())).count();
      if (lost > 0) {
        arms.add(lost + " of " + Words.count(records.size(), "run", "runs") + " of " + arm.name());
      }
    }
    return arms.isEmpty()
        ? ""
        : "; warning: "
            + String.join(", ", arms)
            + " ended at chance level, with an error of "
            + Words.number(ChanceLevel.limit(claimCase.dataset().name()).orElse(Double.NaN))
            + " % or more where guessing has "
            + Words.number(ChanceLevel.error(claimCase.dataset().name()).orElse(Double.NaN))
            + " %";
  }

  /**
   * Say which arms have runs that all came to the same number. Sign flips may decide them, as they
   * would numbers that no seed can change; but five copies of one run are no five runs.
   */
  private static String alike(ClaimCase claimCase, CaseRuns runs) {
    List<String> arms = new ArrayList<>();
    for (Arm arm : claimCase.arms()) {
      List<RunRecord> records = runs.byArm().getOrDefault(arm.name(), List.of());
      long guesses =
          records.stream().filter(r -> ChanceLevel.isAt(r, arm.dataset().name())).count();
      // Copies share every number, and not this one alone, which may have few values.
      long different =
          records.stream()
              .map(
                  r ->
                      List.of(
                          r.metrics(), r.epochs().stream().map(EpochRow::withoutSpeed).toList()))
              .distinct()
              .count();
      boolean ended = records.stream().allMatch(r -> !r.metrics().isEmpty());
      if (records.size() > 1 && guesses == 0 && different == 1 && ended) {
        arms.add(records.size() + " runs of " + arm.name());
      }
    }
    return arms.isEmpty()
        ? ""
        : "; warning: the "
            + String.join(" and the ", arms)
            + " came to the same numbers to the last digit, as copies of one run would";
  }

  /**
   * Count the cases that share alpha with one: those of the claim's tier that has it, whatever its
   * seeds.
   */
  private static int family(Claim claim, ClaimCase claimCase) {
    return claim.correction() == Correction.NONE ? 1 : casesAtTier(claim, claimCase);
  }

  /** Count the cases of a case's tier, itself among them. */
  private static int casesAtTier(Claim claim, ClaimCase claimCase) {
    for (Tier tier : Tier.values()) {
      List<ClaimCase> cases = claim.cases(tier);
      if (cases.stream().anyMatch(c -> isSameExperiment(c, claimCase))) {
        return cases.size();
      }
    }
    return 1;
  }

  private static boolean isSameExperiment(ClaimCase a, ClaimCase b) {
    return a.name().equals(b.name()) && a.arms().equals(b.arms()) && a.protocol() == b.protocol();
  }

  private static int seedsRun(ClaimCase claimCase, CaseRuns runs) {
    return claimCase.arms().stream()
        .mapToInt(a -> runs.byArm().getOrDefault(a.name(), List.of()).size())
        .max()
        .orElse(0);
  }

  private static Finding find(Claim claim, ClaimCase claimCase, CaseRuns runs, double alpha) {
    Criterion criterion = claim.criterion();
    CaseValues values = CaseValues.of(criterion, claimCase, runs, seedsRun(claimCase, runs));
    if (criterion instanceof Criterion.Share share) {
      return EffectFinding.of(share.each(), claimCase, values, alpha);
    }
    if (criterion instanceof Criterion.Effect effect) {
      return EffectFinding.of(effect, claimCase, values, alpha);
    }
    if (criterion instanceof Criterion.Ordering ordering) {
      double own = ordering.alpha() / family(claim, claimCase);
      return OrderingFinding.of(ordering, claimCase, values, alpha, own);
    }
    if (criterion instanceof Criterion.Trend trend) {
      return TrendFinding.of(trend, claimCase, values, alpha);
    }
    if (criterion instanceof Criterion.Level level) {
      return LevelFinding.of(level, claimCase, values, alpha);
    }
    throw new IllegalStateException("a criterion of an unknown kind: " + criterion);
  }

  /** Say why nothing can be said. */
  private static Optional<String> problem(Claim claim, ClaimCase claimCase, CaseRuns runs) {
    int n = seedsRun(claimCase, runs);
    for (Arm arm : claimCase.arms()) {
      List<RunRecord> records = runs.byArm().getOrDefault(arm.name(), List.of());
      if (n == 0 || (records.size() != n && !mayEnd(claim, claimCase, arm, records.size()))) {
        return Optional.of(
            "Arm "
                + arm.name()
                + " has "
                + Words.count(records.size(), "run", "runs")
                + ", but every arm needs the same seeds, "
                + claimCase.seeds().size()
                + " in all.");
      }
      for (int i = 0; i < records.size(); i++) {
        Optional<String> wrong = problem(claimCase, arm, records.get(i), i);
        if (wrong.isEmpty() && claim.criterion().isAboutImages()) {
          wrong = unanswered(arm, records.get(i));
        }
        if (wrong.isEmpty() && arePaired(claim.criterion())) {
          wrong = counted(claim.criterion(), arm, records.get(i));
        }
        if (wrong.isPresent()) {
          return wrong;
        }
      }
    }
    return lookProblem(claimCase, n);
  }

  /** Tell whether an arm may have ended at an earlier look, as a beaten arm of an ordering does. */
  private static boolean mayEnd(Claim claim, ClaimCase claimCase, Arm arm, int seeds) {
    return claim.criterion() instanceof Criterion.Ordering ordering
        && !arm.name().equals(ordering.best())
        && Look.of(claimCase, seeds).isPresent();
  }

  private static Optional<String> problem(
      ClaimCase claimCase, Arm arm, RunRecord record, int index) {
    String run = "The run of arm " + arm.name() + " with seed " + record.spec().seed();
    if (record.outcome() == RunRecord.Outcome.FAILED) {
      return Optional.of(run + " failed: " + record.detail());
    }
    if (index < claimCase.seeds().size() && claimCase.seeds().get(index) != record.spec().seed()) {
      return Optional.of(
          run + " stands where the record declares seed " + claimCase.seeds().get(index) + ".");
    }
    Optional<String> picked = picked(claimCase, arm, record);
    if (picked.isPresent()) {
      return picked;
    }
    double value = Metrics.value(arm.metric(), record);
    if (record.outcome() == RunRecord.Outcome.COMPLETED && Double.isNaN(value)) {
      return Optional.of(run + " completed without a " + arm.metric() + ".");
    }
    return Optional.empty();
  }

  /** Refuse some of the runs that were imported together: nobody chooses after looking. */
  private static Optional<String> picked(ClaimCase claimCase, Arm arm, RunRecord record) {
    int declared = claimCase.seeds().size();
    int told = Imported.runs(record.environment()).orElse(declared);
    return !record.spec().madeElsewhere() || told == declared
        ? Optional.empty()
        : Optional.of(
            "The record declares "
                + Words.count(declared, "seed", "seeds")
                + ", and "
                + Words.count(told, "run was", "runs were")
                + " imported as "
                + record.spec().imported().name()
                + " for arm "
                + arm.name()
                + ": all of them are judged, or none.");
  }

  /** Tell whether a criterion takes the runs of one seed for a pair, or compares them otherwise. */
  private static boolean arePaired(Criterion criterion) {
    if (criterion instanceof Criterion.Effect effect) {
      return effect.test() != PairedTest.WELCH;
    }
    if (criterion instanceof Criterion.Share share) {
      return share.test() != PairedTest.WELCH;
    }
    if (criterion instanceof Criterion.Ordering ordering) {
      return ordering.test() != PairedTest.WELCH;
    }
    return criterion instanceof Criterion.Trend;
  }

  /** Refuse pairs of runs that have only their places in two files in common. */
  private static Optional<String> counted(Criterion criterion, Arm arm, RunRecord record) {
    return record.spec().madeElsewhere() && Imported.isCounted(record.environment())
        ? Optional.of(
            "The runs of "
                + record.spec().imported().name()
                + " for arm "
                + arm.name()
                + " were imported without seeds and numbered by their places, which makes no pairs; "
                + (criterion instanceof Criterion.Trend
                    ? "a trend is one within seeds, so import them again with seeds"
                    : "declare test: welch, which needs none, or import them again with seeds")
                + ", of which 'seed' in --columns says where they are.")
        : Optional.empty();
  }

  private static Optional<String> unanswered(Arm arm, RunRecord record) {
    return record.outcome() == RunRecord.Outcome.COMPLETED && record.correct().isEmpty()
        ? Optional.of(
            "The run of arm "
                + arm.name()
                + " with seed "
                + record.spec().seed()
                + " does not tell which test images it was right about, and has no model that could;"
                + " train it again in another results folder.")
        : Optional.empty();
  }

  private static Optional<String> lookProblem(ClaimCase claimCase, int n) {
    int declared = claimCase.seeds().size();
    if (claimCase.seedRule() instanceof SeedRule.Looks rule) {
      return rule.looks().contains(n)
          ? Optional.empty()
          : Optional.of(
              "The record declares looks at "
                  + rule.looks()
                  + " seeds, and there are runs of "
                  + n
                  + ".");
    }
    if (n == declared) {
      return Optional.empty();
    }
    return Optional.of(
        "The record declares "
            + Words.count(declared, "seed", "seeds")
            + ", and there are runs of "
            + n
            + (n > declared
                ? ": adding seeds after looking needs a rule declared ahead, seeds: {looks: ["
                    + declared
                    + ", "
                    + n
                    + "], spending: obrien-fleming}."
                : ": the verdict waits for all of them."));
  }
}
