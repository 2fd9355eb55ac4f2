package org.paperclaims.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.TrendTest;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.Direction;

/** Trends; the wanted numbers are SciPy's, Page's p an enumeration of all orders. */
class TrendJudgementTest {
  private static final double[][] ERRORS = {
    {30, 31, 32, 30.5}, {30.5, 30.7, 32.4, 30.2}, {28, 29, 29.5, 28.1}, {25, 25.5, 27, 25}
  };

  private static Judgement judged(TrendTest test, double[]... errors) {
    Experiments experiment =
        Experiments.of(new Criterion.Trend("test_error", Direction.LOWER, 0.05, test));
    double[] levels = {0, 50, 75, 100};
    for (int i = 0; i < errors.length; i++) {
      experiment.arm(
          levels[i] + "%", i == 0 ? Arm.Role.CONTROL : Arm.Role.TREATMENT, levels[i], errors[i]);
    }
    return experiment.judged();
  }

  @Test
  void tests_the_slopes_of_seeds_by_t() {
    Judgement j = judged(TrendTest.SLOPE, ERRORS);
    assertThat(j.estimate().getAsDouble()).isCloseTo(0.04971429, within(1e-8));
    assertThat(j.low().getAsDouble()).isCloseTo(0.04666044, within(1e-8));
    assertThat(j.high().getAsDouble()).isCloseTo(0.05276813, within(1e-8));
    assertThat(j.p().getAsDouble()).isCloseTo(7.919075e-6, within(1e-11));
    assertThat(j.reason())
        .contains("test_error gets better with the level")
        .contains("mean rank correlation within seeds 0.9 over 4 seeds")
        .contains("the t test of the slopes");
    assertThat(j.tests().get(0).name()).isEqualTo("Page's exact rank test");
    assertThat(j.tests().get(0).p()).isCloseTo(2.1399981e-4, within(1e-10));
    assertThat(j.tests().get(1).name()).isEqualTo("slope: paired t");
    assertThat(j.tests().get(1).statistic()).isEqualTo("t = 51.8, 3 degrees of freedom");
    assertThat(j.minimumDetectableEffect().getAsDouble())
        .isCloseTo(1.6497 * 0.0019191835, within(1e-6));
  }

  @Test
  void tests_the_ranks_where_the_record_asks_for_them() {
    Judgement j = judged(TrendTest.RANK, ERRORS);
    assertThat(j.p().getAsDouble()).isCloseTo(2.1399981e-4, within(1e-10));
    assertThat(j.reason()).contains("by Page's exact test");
  }

  @Test
  void refutes_a_trend_that_runs_the_other_way() {
    double[][] turned = {ERRORS[3], ERRORS[2], ERRORS[1], ERRORS[0]};
    for (TrendTest test : TrendTest.values()) {
      Judgement j = judged(test, turned);
      assertThat(j.verdict()).isEqualTo(Verdict.REFUTED);
      assertThat(j.estimate().getAsDouble()).isNegative();
      assertThat(j.reason()).contains("test_error gets worse with the level");
    }
  }

  @Test
  void says_nothing_from_one_seed_or_from_levels_that_do_not_differ() {
    for (TrendTest test : TrendTest.values()) {
      Judgement one =
          judged(test, new double[] {30}, new double[] {20}, new double[] {10}, new double[] {5});
      assertThat(one.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(one.p()).hasValue(1);
      double[] flat = {30, 31, 32};
      Judgement none = judged(test, flat, flat, flat, flat);
      assertThat(none.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(none.reason()).contains("shows no trend");
    }
  }

  @Test
  void says_how_many_more_seeds_would_show_a_slope() {
    Judgement j =
        judged(
            TrendTest.SLOPE,
            new double[] {30, 31, 32},
            new double[] {29.5, 31.2, 31.2},
            new double[] {29.8, 31, 31.9},
            new double[] {29.9, 31.3, 31});
    assertThat(j.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(j.furtherSeeds()).isPresent();
    assertThat(j.furtherSeeds().getAsInt()).isGreaterThan(1);
  }

  @Test
  void takes_gains_where_every_level_has_both_arms() {
    Judgement j =
        Experiments.of(new Criterion.Trend("test_error", Direction.LOWER, 0.05, TrendTest.SLOPE))
            .arm("control 8", Arm.Role.CONTROL, 8, 30, 31, 32)
            .arm("treatment 8", Arm.Role.TREATMENT, 8, 30, 30.5, 32.1)
            .arm("control 20", Arm.Role.CONTROL, 20, 30, 31, 33)
            .arm("treatment 20", Arm.Role.TREATMENT, 20, 28, 29, 30)
            .arm("control 56", Arm.Role.CONTROL, 56, 40, 44, 43)
            .arm("treatment 56", Arm.Role.TREATMENT, 56, 33, 32, 32)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(j.estimate().getAsDouble()).isCloseTo(0.20726496, within(1e-8));
    assertThat(j.p().getAsDouble()).isCloseTo(0.011510096, within(1e-9));
    assertThat(j.reason()).contains("The gain in test_error grows with the level");
  }
}
