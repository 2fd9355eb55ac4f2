package org.paperclaims.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.stats.LookBounds;
import org.paperclaims.harness.stats.Spending;

/** The fast version of the benchmark's looks and powers, through the judge. */
class LooksCalibrationTest {
  private static final Criterion EFFECT =
      new Criterion.Effect("test_error", Direction.LOWER, 0.05, 0, PairedTest.PAIRED_T);
  private static final Criterion ORDERING =
      new Criterion.Ordering("test_error", Direction.LOWER, 0.05, "a", PairedTest.PAIRED_T);
  private static final int TRIALS = 4000;

  /** The most by which alpha may be exceeded: three standard errors. */
  private static final double CHANCE = 3 * Math.sqrt(0.05 * 0.95 / TRIALS);

  private static double[] runs(Random random, int n, double mean) {
    return random.doubles(n).map(u -> mean + random.nextGaussian()).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void a_case_that_is_looked_at_is_wrong_no_more_often_than_alpha(Spending spending) {
    Random random = new Random(11);
    int reproduced = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      double[] control = runs(random, 8, 50);
      double[] treatment = runs(random, 8, 50);
      Verdict verdict = Verdict.INCONCLUSIVE;
      for (int n : new int[] {4, 6, 8}) {
        if (verdict == Verdict.INCONCLUSIVE) {
          verdict =
              Experiments.of(EFFECT)
                  .control(Arrays.copyOf(control, n))
                  .treatment(Arrays.copyOf(treatment, n))
                  .looking(new SeedRule.Looks(List.of(4, 6, 8), spending))
                  .verdict();
        }
      }
      reproduced += verdict == Verdict.REPRODUCED ? 1 : 0;
    }
    assertThat((double) reproduced / TRIALS).isBetween(0.05 - CHANCE, 0.05 + CHANCE);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void a_case_that_shares_alpha_is_asked_what_its_own_share_spends(int cases) {
    SeedRule.Looks rule = new SeedRule.Looks(List.of(4, 6, 8), Spending.OBRIEN_FLEMING);
    double[] gains = {0.9, 1, 1.1, 0.95};
    double p = org.paperclaims.harness.stats.Sample.of(gains).pAbove(0);
    Judgement judged =
        Experiments.of(EFFECT)
            .control(50, 50, 50, 50)
            .treatment(Arrays.stream(gains).map(g -> 50 - g).toArray())
            .looking(rule)
            .amongCases(cases, Correction.BONFERRONI)
            .judged();
    double asked = LookBounds.nominal(rule.spending(), 0.05 / cases, rule.looks())[0];
    assertThat(judged.p().orElseThrow()).isCloseTo(Math.min(1, p * 0.05 / asked), within(1e-9));
    assertThat(judged.reason()).contains("and for looks").contains("look 1 of 3");
  }

  @Test
  void an_ordering_without_a_lead_is_wrong_no_more_often_than_alpha_when_beaten_arms_end() {
    Random random = new Random(12);
    int reproduced = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      double[][] all = {runs(random, 8, 50), runs(random, 8, 50), runs(random, 8, 53)};
      reproduced += lastVerdict(all) == Verdict.REPRODUCED ? 1 : 0;
    }
    assertThat((double) reproduced / TRIALS).isLessThanOrEqualTo(0.05 + CHANCE);
  }

  private static Verdict lastVerdict(double[][] all) {
    int[] seeds = {4, 4, 4};
    String[] names = {"a", "b", "c"};
    for (int next : new int[] {6, 8, 8}) {
      Experiments at = Experiments.of(ORDERING);
      for (int arm = 0; arm < 3; arm++) {
        at.arm(names[arm], Arm.Role.TREATMENT, 0, Arrays.copyOf(all[arm], seeds[arm]));
      }
      Standing standing =
          at.looking(new SeedRule.Looks(List.of(4, 6, 8), Spending.OBRIEN_FLEMING)).standing();
      Set<String> goingOn = standing.goingOn();
      if (goingOn.isEmpty()) {
        return standing.verdict();
      }
      for (int arm = 0; arm < 3; arm++) {
        seeds[arm] = goingOn.contains(names[arm]) ? next : seeds[arm];
      }
    }
    throw new IllegalStateException("goes on after the last look");
  }

  @Test
  void a_clear_lead_of_one_standard_deviation_is_seen_in_an_ordering_of_five_seeds() {
    Random random = new Random(13);
    int reproduced = 0;
    for (int trial = 0; trial < 2000; trial++) {
      Experiments at =
          Experiments.of(ORDERING)
              .arm("a", Arm.Role.TREATMENT, 0, runs(random, 5, 50))
              .arm("b", Arm.Role.TREATMENT, 0, runs(random, 5, 51))
              .arm("c", Arm.Role.TREATMENT, 0, runs(random, 5, 51));
      reproduced += at.verdict() == Verdict.REPRODUCED ? 1 : 0;
    }
    assertThat(reproduced / 2000.0).isGreaterThan(0.12);
  }

  @Test
  void looks_are_expected_to_cost_less_where_there_is_an_effect() {
    LookCost cost =
        LookCost.of(new SeedRule.Looks(List.of(4, 6, 8), Spending.OBRIEN_FLEMING), 0.05);
    assertThat(cost.most()).isEqualTo(8);
    assertThat(cost.withNothing()).isBetween(7.5, 8.0);
    assertThat(cost.withEffect()).isBetween(5.5, 7.0);
    LookCost futile =
        LookCost.of(
            new SeedRule.Looks(
                List.of(4, 6, 8), Spending.OBRIEN_FLEMING, java.util.OptionalDouble.of(0.2)),
            0.05);
    assertThat(futile.withNothing()).isLessThan(cost.withNothing() - 0.5);
  }
}
