package org.paperclaims.harness.judge;

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
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.Verdict;
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
   * Judge as {@link #judgeAll} does, and say which runs a case needs for its next look. Slow parts
   * are worked out when they are asked for.
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
     * The standing of a case after some of its runs.
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
            .filter(e -> CaseProblem.of(claim, e.getKey(), e.getValue()).isEmpty())
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
    Optional<String> problem = CaseProblem.of(claim, claimCase, runs);
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
        bar.look().map(Look::words).orElse("") + CaseWarnings.of(claimCase, runs),
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
        Look.of(claimCase, runs.seeds()));
  }

  /** Give the arms of a case, of an ordering without those that the best has beaten. */
  private static Set<String> unbeaten(Claim claim, ClaimCase claimCase, CaseRuns runs) {
    Set<String> arms = new LinkedHashSet<>();
    claimCase.arms().forEach(a -> arms.add(a.name()));
    if (claim.criterion() instanceof Criterion.Ordering ordering) {
      CaseValues values = CaseValues.of(ordering, claimCase, runs, runs.seeds());
      double own = ordering.alpha() / family(claim, claimCase);
      arms.removeAll(OrderingFinding.beaten(ordering, claimCase, values, own));
    }
    return arms;
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

  private static Finding find(Claim claim, ClaimCase claimCase, CaseRuns runs, double alpha) {
    Criterion criterion = claim.criterion();
    CaseValues values = CaseValues.of(criterion, claimCase, runs, runs.seeds());
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
}
