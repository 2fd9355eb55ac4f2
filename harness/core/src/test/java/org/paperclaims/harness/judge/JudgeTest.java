package org.paperclaims.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;
import org.paperclaims.harness.claim.TrendTest;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.stats.Spending;

class JudgeTest {
  private static final Criterion.Effect LOWER_ERROR = effect(0, PairedTest.PAIRED_T);

  private static Criterion.Effect effect(double margin, PairedTest test) {
    return new Criterion.Effect("test_error", Direction.LOWER, 0.05, margin, test);
  }

  @Test
  void reproduces_an_effect_that_every_seed_shows() {
    Judgement j =
        Experiments.of(effect(0, PairedTest.BOTH))
            .control(20, 22, 21, 23, 20.5)
            .treatment(17, 18.5, 18, 20.5, 17.2)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(j.estimate().getAsDouble()).isCloseTo(3.06, within(1e-9));
    assertThat(j.low().getAsDouble()).isPositive();
    assertThat(j.p().getAsDouble()).isEqualTo(1 / 32.0);
    assertThat(j.n()).isEqualTo(5);
    assertThat(j.reason()).contains("better than the control").contains("over 5 pairs");
    assertThat(j.furtherSeeds()).isEmpty();
  }

  @Test
  void gives_the_textbook_values_of_a_paired_t_test() {
    // Student's sleep data (Biometrika 1908): mean 1.58, t = 4.0621, two-sided p = 0.00283.
    Judgement j =
        Experiments.of(
                new Criterion.Effect("hours", Direction.HIGHER, 0.05, 0, PairedTest.PAIRED_T))
            .control(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
            .treatment(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
            .judged();
    assertThat(j.p().getAsDouble()).isCloseTo(0.00283289 / 2, within(1e-7));
    assertThat(j.low().getAsDouble()).isCloseTo(0.7001142, within(1e-6));
    assertThat(j.high().getAsDouble()).isCloseTo(2.4598858, within(1e-6));
    assertThat(j.minimumDetectableEffect().getAsDouble()).isCloseTo(0.853 * 1.2300, within(0.005));
  }

  @Test
  void refutes_an_effect_whose_opposite_is_shown() {
    Judgement j =
        Experiments.of(LOWER_ERROR).control(10, 11, 12, 10).treatment(14, 15, 15.5, 14.2).judged();
    assertThat(j.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(j.estimate().getAsDouble()).isNegative();
  }

  @Test
  void refutes_an_effect_that_is_real_but_smaller_than_what_matters() {
    Judgement j =
        Experiments.of(effect(1, PairedTest.PAIRED_T))
            .control(10, 11, 12, 10, 11)
            .treatment(9.9, 10.88, 11.91, 9.9, 10.9)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(j.reason()).contains("smallest that matters");
  }

  @Test
  void says_how_many_more_seeds_would_decide_what_is_open() {
    Judgement j =
        Experiments.of(LOWER_ERROR).control(10, 11, 12).treatment(9.5, 11.5, 10.5).judged();
    assertThat(j.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(j.furtherSeeds().getAsInt()).isBetween(5, 30);
    assertThat(j.minimumDetectableEffect().getAsDouble()).isGreaterThan(j.estimate().getAsDouble());
  }

  @Test
  void never_reproduces_by_sign_flips_of_four_pairs() {
    Judgement j =
        Experiments.of(effect(0, PairedTest.BOTH))
            .control(20, 21, 22, 23)
            .treatment(10, 11.1, 12, 13)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(j.p().getAsDouble()).isEqualTo(1 / 16.0);
    assertThat(j.furtherSeeds()).hasValue(1);
  }

  @Test
  void says_nothing_from_one_seed() {
    Judgement j = Experiments.of(LOWER_ERROR).control(20).treatment(10).judged();
    assertThat(j.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(j.estimate()).hasValue(10);
    assertThat(j.low()).isEmpty();
    assertThat(j.reason()).contains("no spread over seeds");
  }

  @Test
  void decides_gains_that_do_not_vary_by_sign_flips() {
    Judgement four = Experiments.of(LOWER_ERROR).control(2, 3, 4, 5).treatment(1, 2, 3, 4).judged();
    assertThat(four.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(four.low()).isEmpty();
    Judgement five =
        Experiments.of(LOWER_ERROR).control(2, 3, 4, 5, 6).treatment(1, 2, 3, 4, 5).judged();
    assertThat(five.verdict()).isEqualTo(Verdict.REPRODUCED);
    Judgement same =
        Experiments.of(LOWER_ERROR).control(2, 3, 4, 5, 6).treatment(2, 3, 4, 5, 6).judged();
    assertThat(same.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(same.p()).hasValue(1);
  }

  @Test
  void ranks_a_diverged_run_worst() {
    double d = Experiments.DIVERGED;
    Judgement won =
        Experiments.of(LOWER_ERROR)
            .control(20, d, 21, d, 23)
            .treatment(19, 18, 20, 17, 20)
            .judged();
    assertThat(won.verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(won.p()).hasValue(1 / 32.0);
    assertThat(won.reason()).contains("diverged runs ranked worst");
    Judgement lost =
        Experiments.of(LOWER_ERROR).control(20, 21, 22, 23, 24).treatment(1, 2, 3, d, 4).judged();
    assertThat(lost.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void is_invalid_when_a_run_failed_whatever_the_others_show() {
    Judgement j =
        Experiments.of(LOWER_ERROR)
            .control(20, 21, 22, 23, Experiments.FAILED)
            .treatment(1, 2, 3, 4, 5)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(j.reason()).contains("seed 5").contains("the disk is full");
  }

  @Test
  void refuses_seeds_added_after_looking() {
    Judgement j =
        Experiments.of(LOWER_ERROR)
            .control(20, 21, 22, 23, 24)
            .treatment(10, 11, 12.5, 13, 14)
            .declaring(3)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(j.reason()).contains("obrien-fleming");
    Judgement early =
        Experiments.of(LOWER_ERROR).control(20, 21).treatment(10, 11).declaring(5).judged();
    assertThat(early.verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void refuses_to_judge_again_on_another_number_of_seeds() {
    ClaimCase five = Experiments.of(LOWER_ERROR).declaring(5).claimCase("five");
    assertThat(Looks.refusal(five, List.of())).isEmpty();
    assertThat(Looks.refusal(five, List.of(5, 5))).isEmpty();
    assertThat(Looks.refusal(five.withSeeds(8), List.of(5)).orElseThrow())
        .contains("[5] seeds before")
        .contains("obrien-fleming");
    assertThat(Looks.refusal(five, List.of(8)).orElseThrow())
        .contains("[8] seeds before, and would now be on 5")
        .as("advises seeds that nobody has seen")
        .contains("seeds: [9, 10, ..., 13]");
    ClaimCase looking = Experiments.of(LOWER_ERROR).looking(5, 10).claimCase("looking");
    assertThat(Looks.refusal(looking, List.of(5))).isEmpty();
    assertThat(Looks.refusal(looking, List.of(4))).isPresent();
    assertThat(Looks.refusal(looking.withSeeds(5), List.of(10)).orElseThrow())
        .contains("a look is not taken back");
  }

  @Test
  void asks_more_of_an_early_look() {
    Experiments at =
        Experiments.of(LOWER_ERROR)
            .control(20, 21, 22, 23, 24)
            .treatment(19.2, 20.6, 20, 22.5, 23.3);
    assertThat(at.judged().verdict()).isEqualTo(Verdict.REPRODUCED);
    Judgement look = at.looking(5, 10).judged();
    assertThat(look.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(look.reason()).contains("look 1 of 2, at 5 of 10 seeds");
    assertThat(at.looking(4, 10).judged().verdict()).isEqualTo(Verdict.INVALID);
    assertThat(at.looking(5, 10).claimCase("a").withSeeds(5).seedRule())
        .as("asking for a look by its number of seeds keeps its bound")
        .isEqualTo(new SeedRule.Looks(List.of(5, 10), Spending.OBRIEN_FLEMING));
    assertThatThrownBy(() -> at.looking(5, 10).claimCase("a").withSeeds(7))
        .hasMessage("the record declares looks at [5, 10] seeds, found 7");
  }

  @Test
  void asks_the_best_arm_to_beat_every_other_one() {
    Criterion ordering =
        new Criterion.Ordering("test_error", Direction.LOWER, 0.05, "last", PairedTest.PAIRED_T);
    Judgement yes =
        Experiments.of(ordering)
            .arm("last", Arm.Role.TREATMENT, 0, 10, 11, 12.2, 10.1, 11)
            .arm("first", Arm.Role.TREATMENT, 0, 14, 15.2, 16, 14, 15.5)
            .arm("none", Arm.Role.CONTROL, 0, 15, 15, 16, 14.5, 15)
            .judged();
    assertThat(yes.verdict()).isEqualTo(Verdict.REPRODUCED);
    Judgement open =
        Experiments.of(ordering)
            .arm("last", Arm.Role.TREATMENT, 0, 10, 11, 12.2, 10.1, 11)
            .arm("first", Arm.Role.TREATMENT, 0, 10.5, 10.6, 12.3, 10, 11)
            .arm("none", Arm.Role.CONTROL, 0, 15, 15, 16, 14.5, 15)
            .judged();
    assertThat(open.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(open.reason()).contains("closest rival, first");
    Judgement no =
        Experiments.of(ordering)
            .arm("last", Arm.Role.TREATMENT, 0, 10, 11, 12.2, 10.1, 11)
            .arm("first", Arm.Role.TREATMENT, 0, 7, 7.7, 9, 7.2, 8)
            .arm("none", Arm.Role.CONTROL, 0, 15, 15, 16, 14.5, 15)
            .judged();
    assertThat(no.verdict()).isEqualTo(Verdict.REFUTED);
  }

  @Test
  void sees_a_trend_that_is_not_monotone_between_neighbours() {
    for (TrendTest test : TrendTest.values()) {
      Judgement j =
          Experiments.of(new Criterion.Trend("test_error", Direction.LOWER, 0.05, test))
              .arm("0%", Arm.Role.CONTROL, 0, 30, 31, 32, 30.5)
              .arm("50%", Arm.Role.TREATMENT, 50, 30.5, 30.7, 32.4, 30.2)
              .arm("75%", Arm.Role.TREATMENT, 75, 28, 29, 29.5, 28.1)
              .arm("100%", Arm.Role.TREATMENT, 100, 25, 25.5, 27, 25)
              .judged();
      assertThat(j.verdict()).isEqualTo(Verdict.REPRODUCED);
      assertThat(j.estimate().getAsDouble()).isPositive();
    }
  }

  @Test
  void sees_gains_that_grow_with_depth_and_ranks_a_diverged_control_worst() {
    Judgement j =
        Experiments.of(new Criterion.Trend("test_error", Direction.LOWER, 0.05, TrendTest.SLOPE))
            .arm("control 8", Arm.Role.CONTROL, 8, 30, 31, 32)
            .arm("treatment 8", Arm.Role.TREATMENT, 8, 30, 30.5, 32.1)
            .arm("control 20", Arm.Role.CONTROL, 20, 30, 31, 33)
            .arm("treatment 20", Arm.Role.TREATMENT, 20, 28, 29, 30)
            .arm("control 56", Arm.Role.CONTROL, 56, 40, Experiments.DIVERGED, 43)
            .arm("treatment 56", Arm.Role.TREATMENT, 56, 33, 32, 32)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(j.estimate()).isEmpty();
    assertThat(j.p().getAsDouble()).isCloseTo(1 / 216.0, within(1e-12));
  }

  @Test
  void gives_six_reruns_of_a_claimed_mean_the_verdict_of_a_careful_reader() {
    // Independent re-runs of a ResNet-110 recipe whose paper gives 6.61 +- 0.16 over five runs.
    double[] reruns = {7.4, 7.29, 7.4, 6.89, 8.42, 7.95};
    Judgement j =
        Experiments.of(Experiments.published(6.61, 0.3, PublishedStatistic.MEAN_OF_N, 5, 0.16))
            .treatment(reruns)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(j.estimate().getAsDouble()).isCloseTo(-0.948, within(0.001));
    assertThat(j.high().getAsDouble()).isNegative();
    assertThat(j.reason()).contains("7.56").contains("worse").contains("the paper's mean of 5");
    // Were 6.61 one lucky run, six runs that spread by half a point could not rule it out.
    Judgement single =
        Experiments.of(Experiments.published(6.61, 0.3, PublishedStatistic.SINGLE_RUN, 0, 0))
            .treatment(reruns)
            .judged();
    assertThat(single.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    // And read as the best of five it fits what they show.
    Judgement best =
        Experiments.of(Experiments.published(6.43, 1.5, PublishedStatistic.BEST_OF_N, 5, 0))
            .treatment(reruns)
            .judged();
    assertThat(Math.abs(best.estimate().getAsDouble()))
        .isLessThan(Math.abs(single.estimate().getAsDouble()));
  }

  @Test
  void meets_a_published_number_only_within_the_declared_margin() {
    double[] runs = {6.5, 6.7, 6.6, 6.75, 6.55};
    assertThat(
            Experiments.of(Experiments.published(6.61, 0.3, PublishedStatistic.MEAN_OF_N, 5, 0.16))
                .treatment(runs)
                .judged()
                .verdict())
        .isEqualTo(Verdict.REPRODUCED);
    assertThat(
            Experiments.of(Experiments.published(6.61, 0.05, PublishedStatistic.MEAN_OF_N, 5, 0.16))
                .treatment(runs)
                .judged()
                .verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(
            Experiments.of(Experiments.published(6.61, 0.3, PublishedStatistic.SINGLE_RUN, 0, 0))
                .treatment(6.6)
                .judged()
                .verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void shares_alpha_over_cases_as_the_record_declares() {
    Experiments five =
        Experiments.of(effect(0, PairedTest.BOTH))
            .control(20, 22, 21, 23, 20.5)
            .treatment(17, 18.5, 18, 20.5, 17.2);
    assertThat(five.judged().verdict()).isEqualTo(Verdict.REPRODUCED);
    Judgement shared = five.amongCases(2, Correction.BONFERRONI).judged();
    assertThat(shared.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(shared.p()).hasValue(2 / 32.0);
    assertThat(shared.reason()).contains("after Bonferroni's correction over 2 cases");
  }

  @Test
  void steps_down_over_cases_by_holms_rule() {
    Experiments strong =
        Experiments.of(LOWER_ERROR)
            .control(20, 22, 21, 23, 20.5)
            .treatment(17, 18.9, 18, 20.1, 17.4)
            .amongCases(2, Correction.HOLM);
    Experiments weak =
        Experiments.of(LOWER_ERROR)
            .control(20, 22, 21, 23, 20.5)
            .treatment(19, 22.3, 20.3, 21.9, 20)
            .amongCases(2, Correction.HOLM);
    Claim claim = strong.claim();
    ClaimCase first = claim.cases(Tier.SMOKE).get(0);
    ClaimCase second = claim.cases(Tier.SMOKE).get(1);
    Map<ClaimCase, CaseRuns> runs = new LinkedHashMap<>();
    runs.put(first, weak.runs());
    runs.put(second, strong.runs());
    assertThat(Judge.judge(claim, first, weak.runs()).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    Map<ClaimCase, Judgement> judged = Judge.judgeAll(claim, runs);
    assertThat(judged.values().stream().map(Judgement::verdict).toList())
        .isEqualTo(List.of(Verdict.REPRODUCED, Verdict.REPRODUCED));
  }

  @Test
  void lists_every_test_that_was_made() {
    // SciPy's ttest_1samp; the flips counted one by one.
    List<Judgement.Test> tests =
        Experiments.of(LOWER_ERROR)
            .control(20, 22, 21, 23, 20)
            .treatment(19, 22, 22, 20, 17)
            .judged()
            .tests();
    assertThat(tests.stream().map(t -> t.name() + ": " + t.statistic()).toList())
        .containsExactly(
            "paired t: t = 1.5, 4 degrees of freedom",
            "exact sign-flip: 5 pairs",
            "probability of superiority: 3.5 of 5 pairs, 95 % interval 0.209 to 0.977");
    assertThat(tests.get(0).p()).isCloseTo(0.104, within(1e-9));
    assertThat(tests.get(1).p()).isEqualTo(0.1875);
    assertThat(tests.get(2).p()).isEqualTo(0.3125);
    Judgement diverged =
        Experiments.of(LOWER_ERROR)
            .control(20, Experiments.DIVERGED, 21)
            .treatment(19, 18, 20)
            .judged();
    assertThat(diverged.tests().get(0).name()).isEqualTo("exact signed rank");
    assertThat(diverged.tests().get(0).p()).isEqualTo(1 / 8.0);
    assertThat(diverged.tests().get(1).statistic()).startsWith("3 of 3 pairs");
    assertThat(diverged.estimate()).hasValue(1);
  }

  @Test
  void names_the_test_that_decided() {
    Map<PairedTest, String> words =
        Map.of(
            PairedTest.PAIRED_T, "by the paired t test",
            PairedTest.SIGN_FLIP, "by the exact sign-flip test",
            PairedTest.BOTH, "by the paired t and the exact sign-flip test");
    words.forEach(
        (test, word) ->
            assertThat(
                    Experiments.of(effect(0, test))
                        .control(20, 22, 21, 23, 20.5)
                        .treatment(17, 18.5, 18, 20.5, 17.2)
                        .judged()
                        .reason())
                .contains(word));
    assertThat(Experiments.of(LOWER_ERROR).control(2, 3, 4).treatment(1, 2, 3).judged().reason())
        .contains("by the exact sign-flip test, as the gains do not vary");
  }

  @Test
  void counts_the_seeds_that_would_show_the_effect_or_its_absence() {
    // SciPy's noncentral t: 27 pairs show 0.5 with a spread of 1, and 5 that it is not 2.
    Experiments at = Experiments.of(LOWER_ERROR).control(10, 10, 10).treatment(9.5, 10.5, 8.5);
    assertThat(at.judged().furtherSeeds()).hasValue(24);
    assertThat(
            Experiments.of(effect(2, PairedTest.PAIRED_T))
                .control(10, 10, 10)
                .treatment(9.5, 10.5, 8.5)
                .judged()
                .furtherSeeds())
        .hasValue(2);
    assertThat(
            Experiments.of(LOWER_ERROR)
                .control(10, 10, Experiments.DIVERGED)
                .treatment(9.5, 10.5, 8.5)
                .judged()
                .furtherSeeds())
        .isEmpty();
  }

  @Test
  void shows_with_a_diverged_run_that_an_effect_is_smaller_than_what_matters() {
    double d = Experiments.DIVERGED;
    Judgement j =
        Experiments.of(effect(3, PairedTest.PAIRED_T))
            .control(20, 21, 22, 23, 24, 25)
            .treatment(19, 20, 21.5, 22.7, 23.2, d)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(j.p()).hasValue(1 / 64.0);
  }

  private static Experiments plainlyBetter(int cases) {
    return Experiments.of(effect(0, PairedTest.BOTH))
        .control(20, 22, 21, 23, 20.5)
        .treatment(17, 18.5, 18, 20.5, 17.2)
        .amongCases(cases, Correction.BONFERRONI);
  }

  /** Give a claim that has cases at the tier reduced as well. */
  private static Claim andReduced(Claim claim, ClaimCase... cases) {
    Map<Tier, TierPlan> tiers = new java.util.EnumMap<>(claim.tiers());
    tiers.put(Tier.REDUCED, new TierPlan.Attempted(List.of(cases)));
    return new Claim(
        claim.id(),
        claim.statement(),
        claim.source(),
        claim.criterion(),
        claim.correction(),
        tiers,
        claim.file(),
        claim.line());
  }

  @Test
  void shares_alpha_over_the_cases_of_the_case_s_own_tier() {
    Experiments five = plainlyBetter(2);
    ClaimCase another = five.claimCase("another");
    Claim claim =
        andReduced(five.claim(), another, five.claimCase("a third"), five.claimCase("a fourth"));
    assertThat(Judge.judge(claim, another, five.runs()).p()).hasValue(3 / 32.0);
    assertThat(Judge.judge(claim, five.claimCase("case 1"), five.runs()).p()).hasValue(2 / 32.0);
    assertThat(Judge.judge(claim, five.claimCase("in no tier"), five.runs()).p())
        .hasValue(1 / 32.0);
    assertThat(Judge.judge(claim, another.withSeeds(5), five.runs()).p()).hasValue(3 / 32.0);
  }

  @Test
  void a_case_that_two_tiers_have_shares_alpha_at_the_tier_that_is_judged() {
    Experiments five = plainlyBetter(1);
    ClaimCase both = five.claim().cases(Tier.SMOKE).get(0);
    Claim claim =
        andReduced(five.claim(), both, five.claimCase("a second"), five.claimCase("a third"));
    assertThat(Judge.judge(claim.at(Tier.REDUCED), both, five.runs()).p()).hasValue(3 / 32.0);
    assertThat(Judge.judge(claim.at(Tier.SMOKE), both, five.runs()).p()).hasValue(1 / 32.0);
  }

  @Test
  void says_what_is_missing_before_it_says_a_verdict() {
    assertThat(Experiments.of(LOWER_ERROR).control(1, 2, 3).treatment(1, 2).judged().reason())
        .isEqualTo("Arm treatment has 2 runs, but every arm needs the same seeds, 3 in all.");
    assertThat(
            Experiments.of(LOWER_ERROR)
                .control(1, 2)
                .treatment(1, 2)
                .declaring(5)
                .judged()
                .reason())
        .contains("declares 5 seeds, and there are runs of 2: the verdict waits for all of them");
    assertThat(
            Experiments.of(LOWER_ERROR)
                .control(1, 2, 4)
                .treatment(1, 2, 3)
                .declaring(2)
                .judged()
                .reason())
        .contains("looks: [2, 3]");
  }

  @Test
  void takes_a_p_that_is_exactly_alpha() {
    Judgement reached =
        Experiments.of(
                new Criterion.Effect(
                    "test_error", Direction.LOWER, 1 / 32.0, 0, PairedTest.SIGN_FLIP))
            .control(20, 22, 21, 23, 20.5)
            .treatment(17, 18.5, 18, 20.5, 17.2)
            .judged();
    assertThat(reached.verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(reached.reason()).contains("at most 0.0313).").doesNotContain("is asked");
    Judgement missed =
        Experiments.of(effect(0, PairedTest.SIGN_FLIP))
            .control(20, 22, 21, 23)
            .treatment(17, 18.5, 18, 20.5)
            .judged();
    assertThat(missed.reason()).contains(", and at most 0.05 is asked).");
  }

  @Test
  void names_the_effect_that_it_could_have_seen_at_its_share_of_alpha() {
    // SciPy's noncentral t at 5 and at 2.5 %.
    Experiments five =
        Experiments.of(LOWER_ERROR)
            .control(20, 22, 21, 23, 20.5)
            .treatment(17, 18.5, 18, 20.5, 17.2);
    assertThat(five.judged().minimumDetectableEffect().getAsDouble())
        .isCloseTo(0.514069, within(1e-4));
    assertThat(
            five.amongCases(2, Correction.BONFERRONI)
                .judged()
                .minimumDetectableEffect()
                .getAsDouble())
        .isCloseTo(0.636053, within(1e-4));
    Criterion ordering =
        new Criterion.Ordering("test_error", Direction.LOWER, 0.05, "last", PairedTest.PAIRED_T);
    Judgement open =
        Experiments.of(ordering)
            .arm("last", Arm.Role.TREATMENT, 0, 10, 11, 12.2, 10.1, 11)
            .arm("first", Arm.Role.TREATMENT, 0, 10.5, 10.6, 12.3, 10, 11)
            .arm("none", Arm.Role.CONTROL, 0, 15, 15, 16, 14.5, 15)
            .judged();
    assertThat(open.minimumDetectableEffect().getAsDouble()).isCloseTo(0.444677, within(1e-4));
    assertThat(open.estimate().getAsDouble()).isCloseTo(0.02, within(1e-9));
  }

  @Test
  void takes_a_rival_that_has_numbers_for_the_closest() {
    double d = Experiments.DIVERGED;
    Criterion ordering =
        new Criterion.Ordering("test_error", Direction.LOWER, 0.05, "last", PairedTest.PAIRED_T);
    Judgement j =
        Experiments.of(ordering)
            .arm("last", Arm.Role.TREATMENT, 0, 10, 11, 12)
            .arm("none", Arm.Role.CONTROL, 0, d, d, d)
            .arm("first", Arm.Role.TREATMENT, 0, 14, 15.2, 16)
            .judged();
    assertThat(j.reason())
        .contains("its mean gain over its closest rival, first, in test_error is 4.07");
  }

  @Test
  void gives_the_p_of_the_opposite_where_the_runs_lean_to_it() {
    Experiments worse =
        Experiments.of(LOWER_ERROR).control(10, 11, 12, 10).treatment(10.5, 11.3, 12.6, 10.9);
    assertThat(worse.judged().verdict()).isEqualTo(Verdict.REFUTED);
    Judgement shared = worse.amongCases(8, Correction.HOLM).judged();
    assertThat(shared.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(shared.high().getAsDouble()).as("the interval is not corrected").isNegative();
    assertThat(shared.reason())
        .containsPattern(
            // t = 4.6 with 3 degrees of freedom: 0.00965, eight times.
            "\\(p = 1, of the opposite p = 0\\.0772, and at most 0\\.05 is asked after Holm's"
                + " correction over 8 cases\\)");
  }

  @Test
  void names_the_rival_that_is_surely_better_before_one_that_only_looks_so() {
    Criterion ordering =
        new Criterion.Ordering("test_error", Direction.LOWER, 0.05, "last", PairedTest.PAIRED_T);
    Judgement j =
        Experiments.of(ordering)
            .arm("last", Arm.Role.TREATMENT, 0, 10, 10, 10, 10, 10)
            .arm("first", Arm.Role.TREATMENT, 0, 7, 12, 8, 11, 9.2)
            .arm("none", Arm.Role.CONTROL, 0, 9.8, 9.78, 9.76, 9.8, 9.76)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(j.estimate().getAsDouble()).isCloseTo(-0.22, within(1e-9));
    assertThat(j.reason()).contains("closest rival, none,");
  }

  @Test
  void names_the_rival_that_is_nearest_where_one_pair_tells_no_more() {
    Criterion ordering =
        new Criterion.Ordering("test_error", Direction.LOWER, 0.05, "last", PairedTest.PAIRED_T);
    Judgement j =
        Experiments.of(ordering)
            .arm("last", Arm.Role.TREATMENT, 0, 10)
            .arm("first", Arm.Role.TREATMENT, 0, 14)
            .arm("none", Arm.Role.CONTROL, 0, 12)
            .judged();
    assertThat(j.reason()).contains("closest rival, none, in test_error is 2 ");
  }

  @Test
  void learns_nothing_from_pairs_of_which_both_runs_diverged() {
    double d = Experiments.DIVERGED;
    Judgement j =
        Experiments.of(LOWER_ERROR)
            .control(d, d, d, d, 12, 12.1, 12, 12.2)
            .treatment(d, d, d, d, 10, 10, 10, 10)
            .judged();
    assertThat(j.verdict())
        .as("four pairs decide nothing by ranks")
        .isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(j.p()).hasValue(1 / 16.0);
    assertThat(j.estimate().getAsDouble()).isCloseTo(2.05, within(1e-9));
    assertThat(j.low()).isEmpty();
    assertThat(j.reason())
        .contains("the median gain")
        .contains("(0 pairs with one, 4 with both, which say nothing)");
    Judgement none =
        Experiments.of(effect(0.5, PairedTest.PAIRED_T))
            .control(d, d, d, d, d)
            .treatment(d, d, d, d, d)
            .judged();
    assertThat(none.verdict()).as("no gain is excluded").isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(none.reason()).contains("gain in test_error is unknown");
  }

  @Test
  void says_on_which_side_a_gain_has_no_end() {
    double d = Experiments.DIVERGED;
    Experiments lost =
        Experiments.of(LOWER_ERROR).control(20, 21, 22, 23, 24).treatment(d, d, d, d, d);
    assertThat(lost.judged().verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(lost.judged().reason())
        .contains("gain in test_error is -infinite over 5 pairs")
        .contains("diverged runs ranked worst (5 pairs with one)");
  }

  @Test
  void sees_no_trend_where_the_gain_at_a_level_is_unknown() {
    double d = Experiments.DIVERGED;
    Judgement j =
        Experiments.of(new Criterion.Trend("test_error", Direction.LOWER, 0.05, TrendTest.SLOPE))
            .arm("control 8", Arm.Role.CONTROL, 8, 30, 31, 32, 30)
            .arm("treatment 8", Arm.Role.TREATMENT, 8, 33, 34, 35, 33)
            .arm("control 20", Arm.Role.CONTROL, 20, 30, 31, 33, 31)
            .arm("treatment 20", Arm.Role.TREATMENT, 20, 31, 32, 34, 32)
            .arm("control 56", Arm.Role.CONTROL, 56, d, d, d, d)
            .arm("treatment 56", Arm.Role.TREATMENT, 56, d, d, d, d)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(j.p()).hasValue(1);
    assertThat(j.reason()).contains("both of a pair for 4 seeds, which say nothing");
    Judgement one =
        Experiments.of(new Criterion.Trend("test_error", Direction.LOWER, 0.05, TrendTest.SLOPE))
            .arm("control 8", Arm.Role.CONTROL, 8, 30, 31, d, 30)
            .arm("treatment 8", Arm.Role.TREATMENT, 8, 33, 34, d, 33)
            .arm("control 20", Arm.Role.CONTROL, 20, 30, 31, 33, 31)
            .arm("treatment 20", Arm.Role.TREATMENT, 20, 31, 32, 34, 32)
            .arm("control 56", Arm.Role.CONTROL, 56, 30, 31, 33, 31)
            .arm("treatment 56", Arm.Role.TREATMENT, 56, 30, 31, 33, 31)
            .judged();
    assertThat(one.p().getAsDouble()).as("three seeds rise").isCloseTo(1 / 216.0, within(1e-12));
    assertThat(one.reason()).contains("both of a pair for 1 seed, which says nothing");
  }

  @Test
  void counts_the_seeds_that_were_judged_where_the_closest_rival_ended_before() {
    Criterion ordering =
        new Criterion.Ordering("test_error", Direction.LOWER, 0.05, "best", PairedTest.PAIRED_T);
    Judgement j =
        Experiments.of(ordering)
            .arm("best", Arm.Role.TREATMENT, 0, 10, 10, 10, 10, 10, 10, 10, 10)
            .arm("beaten", Arm.Role.TREATMENT, 0, 10.5, 11.2, 10.9, 11.6)
            .arm("late", Arm.Role.CONTROL, 0, 10.9, 13, 9.6, 12.2, 12.1, 11.9, 12, 11.8)
            .looking(new SeedRule.Looks(List.of(4, 8), Spending.POCOCK))
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(j.reason()).contains("closest rival, beaten", "over 4 pairs");
    assertThat(j.n()).as("or a report from the ledger would judge four seeds").isEqualTo(8);
  }

  @Test
  void warns_of_runs_that_are_all_alike() {
    Experiments copies =
        Experiments.of(LOWER_ERROR).control(20, 20, 20, 20, 20).treatment(19, 19, 19, 19, 19);
    assertThat(copies.judged().reason())
        .contains("warning: the 5 runs of control and the 5 runs of treatment came to the same");
    assertThat(
            Experiments.of(LOWER_ERROR)
                .control(20, 21, 22, 20, 20)
                .treatment(19, 18, 19, 19, 19)
                .judged()
                .reason())
        .doesNotContain("warning");
  }

  @Test
  void says_that_a_gain_is_shown_only_as_far_as_cases_that_share_alpha_show_it() {
    Experiments one =
        Experiments.of(effect(0.5, PairedTest.PAIRED_T))
            .control(20, 21, 22, 23, 24)
            .treatment(19.2, 20.6, 22.1, 22.5, 23.3);
    assertThat(one.judged().reason()).startsWith("A gain is shown, but not whether");
    assertThat(one.amongCases(8, Correction.BONFERRONI).judged().reason())
        .startsWith("Neither a gain of 0.5 nor its absence is shown");
  }

  @Test
  void names_no_effect_that_four_sign_flips_could_have_shown() {
    Judgement j =
        Experiments.of(effect(0, PairedTest.SIGN_FLIP))
            .control(20, 21, 22, 23)
            .treatment(19.2, 20.6, 20, 22.5)
            .judged();
    assertThat(j.minimumDetectableEffect()).isEmpty();
  }

  @Test
  void gives_the_statistic_of_the_test_that_decides_against_a_margin() {
    Judgement j =
        Experiments.of(effect(1, PairedTest.WELCH))
            .control(20, 21, 22, 23, 24)
            .treatment(15.2, 16.6, 17, 18.5, 19.3)
            .judged();
    Judgement.Test margin =
        j.tests().stream().filter(t -> t.name().equals("gain above 1")).findFirst().orElseThrow();
    // The gain is 4.68; variances 2.5 and 2.607 over five runs each.
    assertThat(margin.statistic()).isEqualTo("t = 3.64");
    assertThat(margin.p()).isCloseTo(0.0033, within(1e-4));
  }
}
