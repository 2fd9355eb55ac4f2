package org.paperclaims.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TrendTest;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.Direction;

/** Inputs on which an independent audit found verdicts, or words, that their rule does not hold. */
class AuditedVerdictsTest {
  private static final double D = Experiments.DIVERGED;

  private static Criterion.Level level(PublishedStatistic statistic, int runs, double sd) {
    return Experiments.published(6.61, 0.3, statistic, runs, sd);
  }

  private static Judgement judged(Criterion criterion, double... runs) {
    return Experiments.of(criterion).treatment(runs).judged();
  }

  /** Runs of which the first some diverged, the others being from a number on in steps of 0.1. */
  private static double[] diverged(int lost, int n, double from) {
    return IntStream.range(0, n)
        .mapToDouble(i -> i < lost ? D : from + (i - lost) / 10.0)
        .toArray();
  }

  @Test
  void nineteen_runs_that_are_all_worse_are_enough_against_a_single_run() {
    double[] close = new double[19];
    Arrays.fill(close, 6.92);
    close[0] = D;
    for (double[] runs : new double[][] {diverged(1, 19, 90), close}) {
      Judgement j = judged(level(PublishedStatistic.SINGLE_RUN, 0, 0), runs);
      assertThat(j.verdict()).isEqualTo(Verdict.REFUTED);
      assertThat(j.tests().get(0).p()).isEqualTo(0.05);
    }
    close[1] = 6.61 + 0.3;
    assertThat(judged(level(PublishedStatistic.SINGLE_RUN, 0, 0), close).tests().get(0).p())
        .as("a run exactly at the margin is not beyond it")
        .isCloseTo(0.1, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "BONFERRONI", "HOLM"})
  void a_diverged_level_is_refuted_among_cases_too(String correction) {
    // Twelve of thirty runs diverged, and one is better than the paper's mean may have fallen to.
    double[] runs = diverged(12, 30, 90);
    Arrays.fill(runs, 12, 21, 90);
    Arrays.fill(runs, 21, 30, 6.9);
    Experiments two =
        Experiments.of(level(PublishedStatistic.MEAN_OF_N, 5, 0.16))
            .treatment(diverged(30, 30, 0))
            .amongCases(2, Correction.valueOf(correction));
    Claim claim = two.claim();
    Map<ClaimCase, CaseRuns> all = new LinkedHashMap<>();
    claim.cases(Tier.SMOKE).forEach(c -> all.put(c, two.runs()));
    assertThat(Judge.judgeAll(claim, all).values())
        .allMatch(j -> j.verdict() == Verdict.REFUTED)
        .allMatch(j -> j.tests().get(0).p() <= 0.025 + 1e-8);
  }

  @Test
  void a_diverged_level_spends_what_a_look_has() {
    Experiments first =
        Experiments.of(level(PublishedStatistic.MEAN_OF_N, 5, 0.16)).treatment(diverged(15, 15, 0));
    assertThat(first.looking(15, 30).judged().verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(first.looking(15, 30).judged().tests().get(0).p())
        .as("half of the first look's 0.0056, and 2^-15 by signs")
        .isLessThan(0.003);
  }

  @Test
  void a_diverged_run_never_helps_a_level() {
    Criterion single = level(PublishedStatistic.SINGLE_RUN, 0, 0);
    double[] runs = {90, 90, 90, 90, 90, 90, 90, 90, 90.5, 91};
    assertThat(judged(single, runs).verdict()).isEqualTo(Verdict.REFUTED);
    runs[9] = D;
    assertThat(judged(single, runs).verdict()).isEqualTo(Verdict.REFUTED);
    for (int n : new int[] {5, 10, 30}) {
      assertThat(judged(level(PublishedStatistic.MEAN_OF_N, 5, 0), diverged(n, n, 0)).verdict())
          .isEqualTo(Verdict.REFUTED);
    }
    double[] met = {6.6, 6.62, 6.61, 6.6, 6.61, 6.62, D};
    assertThat(judged(level(PublishedStatistic.MEAN_OF_N, 5, 0), met).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_trend_is_not_decided_against_the_sign_of_its_slope() {
    double[] zero = {1, 1, 1, 1, 1, 1, 10};
    double[] fifty = {1.1, 1.1, 1.1, 1.1, 1.1, 1.1, 5};
    double[] hundred = {1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 0};
    for (Direction better : Direction.values()) {
      Judgement j =
          Experiments.of(new Criterion.Trend("test_accuracy", better, 0.05, TrendTest.RANK))
              .arm("0%", Arm.Role.CONTROL, 0, zero)
              .arm("50%", Arm.Role.TREATMENT, 50, fifty)
              .arm("100%", Arm.Role.TREATMENT, 100, hundred)
              .judged();
      assertThat(j.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(j.reason()).contains("decides nothing against the sign of the mean slope");
      assertThat(Math.abs(j.estimate().getAsDouble())).isCloseTo(0.0126, within(1e-4));
    }
  }

  @Test
  void ranks_with_a_diverged_run_do_not_decide_against_the_sign_of_the_median() {
    // Eleven small losses and ten large gains, one of them over a control that diverged.
    double[] control = new double[21];
    double[] treatment = new double[21];
    for (int i = 0; i < 21; i++) {
      control[i] = i == 20 ? D : 20;
      treatment[i] = i < 11 ? 20.1 + i / 100.0 : 18 - i / 10.0;
    }
    Criterion effect =
        new Criterion.Effect("test_error", Direction.LOWER, 0.05, 0, PairedTest.PAIRED_T);
    Judgement j = Experiments.of(effect).control(control).treatment(treatment).judged();
    assertThat(j.estimate().getAsDouble()).isNegative();
    assertThat(j.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void rounding_makes_no_trend() {
    double[] control = {64.02, 32.01, 20.0, 32.02};
    double[] treatment = {63.52, 31.51, 19.5, 31.52};
    for (TrendTest test : TrendTest.values()) {
      Experiments e =
          Experiments.of(new Criterion.Trend("test_error", Direction.LOWER, 0.05, test));
      for (int depth = 0; depth < 4; depth++) {
        double[] c = new double[3];
        double[] t = new double[3];
        Arrays.fill(c, control[depth]);
        Arrays.fill(t, treatment[depth]);
        e.arm("control " + depth, Arm.Role.CONTROL, 8 * depth + 8, c);
        e.arm("treatment " + depth, Arm.Role.TREATMENT, 8 * depth + 8, t);
      }
      Judgement j = e.judged();
      assertThat(j.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(j.p()).hasValue(1);
      assertThat(j.estimate()).hasValue(0);
    }
  }

  @Test
  void rounding_makes_no_spread() {
    Criterion.Effect effect =
        new Criterion.Effect("test_error", Direction.LOWER, 0.05, 0, PairedTest.PAIRED_T);
    Judgement two = Experiments.of(effect).control(72.33, 66.82).treatment(72.32, 66.81).judged();
    assertThat(two.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(two.p()).hasValue(0.25);
    assertThat(two.low()).isEmpty();
    double[] below = {2.049, 1.956, 1.942};
    double[] above = {
      Math.nextUp(2.049), Math.nextUp(Math.nextUp(1.956)), Math.nextUp(1.942),
    };
    Judgement ulps = Experiments.of(effect).control(above).treatment(below).judged();
    assertThat(ulps.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(ulps.p()).hasValue(1);
    assertThat(ulps.estimate()).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAIRED_T", "SIGN_FLIP", "BOTH"})
  void a_gain_of_exactly_the_margin_is_not_excluded(String test) {
    Judgement j =
        Experiments.of(
                new Criterion.Effect(
                    "test_error", Direction.LOWER, 0.05, 0.1, PairedTest.valueOf(test)))
            .control(0.3, 0.3, 0.3, 0.3, 0.3)
            .treatment(0.2, 0.2, 0.2, 0.2, 0.2)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void weighs_a_best_of_n_by_the_exact_distribution_of_its_distance() {
    // SciPy's quadrature of the pivot (best - mean) / sd.
    Judgement j =
        judged(
            Experiments.published(6.43, 0.6, PublishedStatistic.BEST_OF_N, 5, 0),
            6.5,
            6.9,
            6.4,
            7.1,
            6.8,
            6.6);
    assertThat(j.tests().get(0).p()).isCloseTo(0.0023747, within(1e-6));
    assertThat(j.tests().get(1).p()).isCloseTo(0.0538761, within(1e-6));
    assertThat(j.low().getAsDouble()).isCloseTo(-0.3755629, within(1e-6));
    assertThat(j.high().getAsDouble()).isCloseTo(0.8098752, within(1e-6));
    assertThat(j.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void shares_the_alpha_of_a_refuted_level_between_its_sides() {
    // 0.06 beyond a margin of 0.001, where either side is as likely: twice the p of one.
    Criterion.Level narrow =
        new Criterion.Level(
            "test_error",
            Direction.LOWER,
            0.05,
            6.61,
            0.001,
            PublishedStatistic.SINGLE_RUN,
            OptionalInt.empty(),
            OptionalDouble.empty());
    Judgement j = judged(narrow, 6.86, 6.90, 6.94, 6.80, 7.0);
    assertThat(j.tests().get(2).p()).isBetween(0.0125, 0.05);
    assertThat(j.p().getAsDouble()).isCloseTo(2 * j.tests().get(2).p(), within(0.002));
  }

  @Test
  void a_level_can_be_no_worse_than_a_number() {
    Criterion.Level level =
        new Criterion.Level(
            "test_error",
            Direction.LOWER,
            0.05,
            6.61,
            0.3,
            PublishedStatistic.SINGLE_RUN,
            OptionalInt.empty(),
            OptionalDouble.empty(),
            Shows.NON_INFERIORITY);
    Judgement better = judged(level, 2.0, 2.1, 1.9, 2.05, 1.95);
    assertThat(better.verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(better.reason()).contains("no worse than the number");
    assertThat(better.tests()).hasSize(2);
    assertThat(judged(level, 9.0, 9.1, 8.9, 9.05, 8.95).verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(judged(level, 2.0, 2.1, 1.9, 2.05, 1.95, D).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(LevelReach.of(level, 5).now()).isPositive();
  }
}
