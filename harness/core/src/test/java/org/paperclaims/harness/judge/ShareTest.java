package org.paperclaims.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.stats.Multiplier;
import org.paperclaims.harness.stats.PartialConjunction;
import org.paperclaims.harness.stats.Spending;

class ShareTest {
  private static final Criterion MOST =
      new Criterion.Share("test_error", Direction.LOWER, 0.05, 0, PairedTest.PAIRED_T, 0.5);

  /** Make cases of eight pairs; each gains so many standard deviations, and they correlate. */
  private record Made(Claim claim, Map<ClaimCase, CaseRuns> runs) {
    static Made of(Random random, double correlation, double... gains) {
      Map<ClaimCase, CaseRuns> runs = new LinkedHashMap<>();
      double[] common = random.doubles(8).map(u -> 0).toArray();
      for (int i = 0; i < common.length; i++) {
        common[i] = random.nextGaussian();
      }
      Experiments last = Experiments.of(MOST);
      for (int c = 0; c < gains.length; c++) {
        double[] control = new double[8];
        double[] treatment = new double[8];
        for (int i = 0; i < 8; i++) {
          control[i] = 50;
          treatment[i] =
              50
                  - gains[c]
                  + Math.sqrt(correlation) * common[i]
                  + Math.sqrt(1 - correlation) * random.nextGaussian();
        }
        Experiments one =
            Experiments.of(MOST)
                .control(control)
                .treatment(treatment)
                .amongCases(gains.length, Correction.NONE);
        runs.put(one.claimCase("case " + c), one.runs());
        last = one;
      }
      return new Made(last.claim(), runs);
    }

    List<Verdict> verdicts() {
      return List.copyOf(Judge.verdicts(claim, runs).values());
    }
  }

  @Test
  void most_cases_are_enough_and_every_case_has_the_verdict_of_all() {
    Made made = Made.of(new Random(1), 0, 3, 3, 3, 3, 3, 3, 0, 0);
    assertThat(made.verdicts()).hasSize(8).containsOnly(Verdict.REPRODUCED);
    Judgement first = Judge.judgeAll(made.claim(), made.runs()).values().iterator().next();
    assertThat(first.reason())
        .contains("at least 6 of 8 cases have the effect", "where 5 with it are asked");
  }

  @Test
  void half_of_the_cases_are_not_most_of_them() {
    assertThat(Made.of(new Random(2), 0, 3, 3, 3, 3, 0, 0, 0, 0).verdicts())
        .containsOnly(Verdict.INCONCLUSIVE);
    assertThat(Made.of(new Random(2), 0, 3, 3, 3, -3, -3, -3, -3, -3).verdicts())
        .containsOnly(Verdict.REFUTED);
  }

  @Test
  void a_case_judged_alone_is_not_most_of_them() {
    Made made = Made.of(new Random(1), 0, 3, 3, 3, 3, 3, 3, 3, 3);
    var one = made.runs().entrySet().iterator().next();
    assertThat(Judge.judge(made.claim(), one.getKey(), one.getValue()).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @ParameterizedTest
  @CsvSource({"0", "0.9"})
  void claims_more_cases_than_have_it_no_more_often_than_alpha(double correlation) {
    Random random = new Random(4);
    int trials = 1000;
    int wrong = 0;
    for (int trial = 0; trial < trials; trial++) {
      Made made = Made.of(random, correlation, 3, 3, 3, 3, 0, 0, 0, 0);
      wrong += made.verdicts().contains(Verdict.REPRODUCED) ? 1 : 0;
    }
    assertThat(wrong / (double) trials).isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / trials));
  }

  @Test
  void a_partial_conjunction_is_bonferronis_rule_over_the_largest() {
    double[] p = {0.001, 0.5, 0.012, 0.02};
    assertThat(PartialConjunction.p(p, 1)).isCloseTo(0.004, within(1e-12));
    assertThat(PartialConjunction.p(p, 2)).isCloseTo(0.036, within(1e-12));
    assertThat(PartialConjunction.p(p, 3)).isCloseTo(0.04, within(1e-12));
    assertThat(PartialConjunction.p(p, 4)).isCloseTo(0.5, within(1e-12));
    assertThat(PartialConjunction.atLeast(p, 0.05, Multiplier.BONFERRONI)).isEqualTo(3);
  }

  /** Cases at the first of two looks, with the gains of four seeds each. */
  private static List<Judgement> atTheFirstLook(SeedRule.Looks looks, double[]... gains) {
    Map<ClaimCase, CaseRuns> runs = new LinkedHashMap<>();
    Experiments last = Experiments.of(MOST);
    for (double[] case1 : gains) {
      double[] control = {50, 51, 50, 52};
      double[] treatment = control.clone();
      for (int i = 0; i < 4; i++) {
        treatment[i] -= case1[i];
      }
      last =
          Experiments.of(MOST)
              .control(control)
              .treatment(treatment)
              .looking(looks)
              .amongCases(gains.length, Correction.NONE);
      runs.put(last.claimCase("case " + runs.size()), last.runs());
    }
    return List.copyOf(Judge.judgeAll(last.claim(), runs).values());
  }

  @Test
  void looks_are_corrected_for_once() {
    double[] sure = {9, 10, 11, 10};
    double[] none = {5, -5, 4, -4};
    SeedRule.Looks looks = new SeedRule.Looks(List.of(4, 8), Spending.OBRIEN_FLEMING);
    for (Judgement j : atTheFirstLook(looks, sure, sure, sure, none)) {
      assertThat(j.verdict()).as(j.reason()).isEqualTo(Verdict.REPRODUCED);
      assertThat(j.reason()).contains("at least 3 of 4 cases have the effect");
      double joined =
          j.tests().stream()
              .filter(t -> t.name().equals("at least 3 of 4 have the effect"))
              .findFirst()
              .orElseThrow()
              .p();
      assertThat(j.p()).hasValueCloseTo(joined, within(1e-12));
    }
  }
}
