package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.stats.AnotherEdition;
import org.paperclaims.harness.stats.Differences;
import org.paperclaims.harness.stats.Interval;
import org.paperclaims.harness.stats.RandomEffects;
import org.paperclaims.harness.stats.Sample;

/**
 * The mean gain over the cases of a claim about control and treatment. It decides nothing.
 *
 * @param effects of the cases that have a mean with an error
 * @param cases how many there are in all
 * @param confidence of the interval
 * @param sameAgain the chance, by case, that its test answers as it does now in another edition;
 *     empty where that is not predicted
 * @param editions that this is predicted from
 */
public record OverCases(
    RandomEffects effects,
    int cases,
    double confidence,
    Map<String, Double> sameAgain,
    int editions) {
  private static final double[] NONE = {};

  /**
   * Join the cases of one claim that an engine has run.
   *
   * @return empty for other criteria, and where fewer than two cases have a mean with an error: all
   *     of its runs completed, and their gains vary
   */
  public static Optional<OverCases> of(List<CaseResult> cases) {
    return of(cases, List.of());
  }

  /**
   * Join the cases of one claim that an engine has run.
   *
   * @param earlier editions that repeat the same seeds: all their cases
   * @return as above; an edition that lacks one of the cases is left out
   */
  public static Optional<OverCases> of(List<CaseResult> cases, List<List<CaseResult>> earlier) {
    Map<String, double[]> gains = gains(cases);
    if (gains.size() < 2) {
      return Optional.empty();
    }
    List<RandomEffects.Estimate> estimates =
        gains.values().stream()
            .map(Sample::of)
            .map(s -> new RandomEffects.Estimate(s.mean(), s.standardError()))
            .toList();
    CaseResult first = cases.get(0);
    List<Map<String, double[]>> editions = new ArrayList<>(List.of(gains));
    for (List<CaseResult> edition : earlier) {
      Map<String, double[]> same =
          gains(
              edition.stream()
                  .filter(c -> c.claim().id().equals(first.claim().id()))
                  .filter(c -> c.engine().equals(first.engine()))
                  .toList());
      if (gains.entrySet().stream()
          .allMatch(g -> same.getOrDefault(g.getKey(), NONE).length == g.getValue().length)) {
        editions.add(same);
      }
    }
    return Optional.of(
        new OverCases(
            RandomEffects.of(estimates),
            cases.size(),
            1 - first.claim().criterion().alpha(),
            sameAgain(first.claim(), editions),
            editions.size()));
  }

  /** Predict where the tests of the cases are those that {@link AnotherEdition} draws. */
  private static Map<String, Double> sameAgain(Claim claim, List<Map<String, double[]>> editions) {
    List<String> names = List.copyOf(editions.get(0).keySet());
    boolean predicted =
        claim.criterion() instanceof Criterion.Effect effect
            && effect.test() == PairedTest.PAIRED_T
            && effect.shows() == Shows.SUPERIORITY
            && effect.margin() == 0
            && claim.correction() == Correction.HOLM;
    if (!predicted || names.size() < AnotherEdition.FEWEST) {
      return Map.of();
    }
    double alpha = claim.criterion().alpha();
    AnotherEdition another =
        editions.size() == 1
            ? new AnotherEdition(
                names.stream().map(n -> Sample.of(gains(editions.get(0), n))).toList(), alpha)
            : AnotherEdition.ofSeveral(
                names.stream().map(n -> editions.stream().map(e -> gains(e, n)).toList()).toList(),
                alpha);
    List<Double> chances = another.sameAgain();
    Map<String, Double> byCase = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byCase.put(names.get(i), chances.get(i));
    }
    return byCase;
  }

  private static double[] gains(Map<String, double[]> edition, String name) {
    return Objects.requireNonNull(edition.get(name), name);
  }

  /** Give the gains of the cases whose runs are complete and whose gains vary, by case. */
  private static Map<String, double[]> gains(List<CaseResult> cases) {
    Map<String, double[]> gains = new LinkedHashMap<>();
    for (CaseResult result : cases) {
      gains(result)
          .filter(found -> found.sample().hasSpread())
          .ifPresent(found -> gains.put(result.claimCase().name(), found.values()));
    }
    return gains;
  }

  private static Optional<Differences> gains(CaseResult result) {
    Criterion criterion = result.claim().criterion();
    boolean paired = criterion instanceof Criterion.Effect || criterion instanceof Criterion.Share;
    List<Arm> arms = result.claimCase().arms();
    if (!paired || arms.size() != 2) {
      return Optional.empty();
    }
    double[] control = values(result, Arm.Role.CONTROL);
    double[] treatment = values(result, Arm.Role.TREATMENT);
    if (control.length < 2 || control.length != treatment.length) {
      return Optional.empty();
    }
    Differences gains =
        criterion.better() == Direction.LOWER
            ? Differences.of(control, treatment)
            : Differences.of(treatment, control);
    return gains.isFinite() ? Optional.of(gains) : Optional.empty();
  }

  private static double[] values(CaseResult result, Arm.Role role) {
    for (Arm arm : result.claimCase().arms()) {
      if (arm.role() == role) {
        List<RunRecord> runs = result.runs().byArm().getOrDefault(arm.name(), List.of());
        double[] values = runs.stream().mapToDouble(r -> Metrics.value(arm.metric(), r)).toArray();
        boolean known = runs.stream().allMatch(r -> r.outcome() == RunRecord.Outcome.COMPLETED);
        return known ? values : new double[0];
      }
    }
    return new double[0];
  }

  /** Say the mean over the cases, with what few cases leave open. */
  public String words() {
    Interval interval = effects.interval(confidence);
    int left = cases - effects.cases();
    int decimals = Numbers.sharedDecimals(effects.mean(), interval.low(), interval.high());
    return String.format(
        Locale.ROOT,
        "Over %d cases of the claim the mean gain is %s, %s %% interval %s to %s (random"
            + " effects, Hartung-Knapp-Sidik-Jonkman), with a standard deviation of %s between"
            + " cases.%s%s It decides nothing.",
        effects.cases(),
        Numbers.fixed(effects.mean(), decimals),
        Numbers.confidence(confidence),
        Numbers.fixed(interval.low(), decimals),
        Numbers.fixed(interval.high(), decimals),
        Numbers.fixed(effects.spread(), decimals),
        left == 0
            ? ""
            : " Left out "
                + (left == 1 ? "is 1 case" : "are " + left + " cases")
                + " without a spread over complete pairs.",
        effects.cases() < AnotherEdition.FEWEST
            ? " Fewer than five cases hardly tell how much cases differ."
            : "");
  }

  /** Say how likely the tests would answer as now with new seeds; empty if not predicted. */
  public Optional<String> again() {
    return sameAgain.isEmpty()
        ? Optional.empty()
        : Optional.of(
            sameAgain.entrySet().stream()
                .map(
                    e ->
                        String.format(
                            Locale.ROOT, "%.0f %% for %s", 100 * e.getValue(), e.getKey()))
                .collect(
                    Collectors.joining(
                        ", ",
                        "In another edition with as many new seeds the test of a case would answer"
                            + " as it does now with a chance of ",
                        ". The gains and spreads of all cases together say so, of "
                            + (editions == 1 ? "this edition" : editions + " editions")
                            + " (docs/statistics.md says how well).")));
  }
}
