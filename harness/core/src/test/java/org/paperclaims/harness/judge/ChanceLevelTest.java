package org.paperclaims.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.claim.TrendTest;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.Direction;

/** Runs that end at the error of guessing among ten classes, 90 %. */
class ChanceLevelTest {
  private static Criterion.Effect effect(PairedTest test) {
    return new Criterion.Effect("test_error", Direction.LOWER, 0.05, 0, test);
  }

  private static Judgement judged(double[] control, double[] treatment) {
    return Experiments.of(effect(PairedTest.PAIRED_T))
        .control(control)
        .treatment(treatment)
        .judged();
  }

  @ParameterizedTest
  // One that is about images needs to know which each run was right about.
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IMAGES")
  void one_collapsed_control_does_not_hide_a_treatment_that_is_worse(PairedTest test) {
    Judgement j =
        Experiments.of(effect(test))
            .control(20, 21, 22, 20.5, 21.5, 22.5, 20.2, 89.9)
            .treatment(22, 23.1, 24, 22.4, 23.6, 24.5, 22.3, 23)
            .judged();
    assertThat(j.verdict())
        .as("the mean over all pairs leans the other way")
        .isNotEqualTo(Verdict.REPRODUCED);
    assertThat(j.reason()).contains("warning: 1 of 8 runs of control ended at chance level");
  }

  @Test
  void the_pairs_that_trained_decide_by_the_declared_test() {
    Judgement j =
        judged(
            new double[] {20, 21, 22, 20.5, 21.5, 22.5, 20.2, 89.9},
            new double[] {18, 19.1, 20, 18.4, 19.6, 20.5, 18.3, 19});
    assertThat(j.verdict()).isEqualTo(Verdict.REPRODUCED);
    Judgement rest =
        judged(
            new double[] {20, 21, 22, 20.5, 21.5, 22.5, 20.2},
            new double[] {18, 19.1, 20, 18.4, 19.6, 20.5, 18.3});
    assertThat(j.p().orElseThrow()).isCloseTo(2 * rest.p().orElseThrow(), within(1e-12));
    assertThat(j.reason()).contains("half of alpha", "0 against 1 of 8 each");
  }

  @Test
  void an_arm_that_always_collapses_is_worse_by_its_share() {
    double[] lost = {90, 89.8, 90.1, 90, 89.9};
    double[] fine = {20, 21, 22, 20.5, 21.5};
    Judgement j = judged(lost, fine);
    assertThat(j.verdict()).isEqualTo(Verdict.REPRODUCED);
    // Fisher's exact: one of the 252 ways to choose 5 of 10, at half of alpha.
    assertThat(j.p()).hasValueCloseTo(2 / 252.0, within(1e-12));
    assertThat(judged(fine, lost).verdict()).isEqualTo(Verdict.REFUTED);
  }

  @Test
  void arms_that_both_guess_show_nothing() {
    Judgement j =
        judged(new double[] {90, 89.9, 90, 89.8, 90}, new double[] {89.5, 89.4, 89.5, 89.3, 89.5});
    assertThat(j.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(j.reason()).contains("5 of 5 runs of control, 5 of 5 runs of treatment");
  }

  @Test
  void a_treatment_that_collapses_once_is_never_shown_to_be_better_or_equal() {
    double[] control = {20, 21, 22, 20.5, 21.5, 22.5, 20.2, 21.1};
    double[] treatment = {18, 19.1, 20, 18.4, 19.6, 20.5, 18.3, 90};
    assertThat(judged(control, treatment).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    for (Shows shows : new Shows[] {Shows.NON_INFERIORITY, Shows.EQUIVALENCE}) {
      Judgement j =
          Experiments.of(
                  new Criterion.Effect(
                      "test_error", Direction.LOWER, 0.05, 20, PairedTest.PAIRED_T, shows))
              .control(control)
              .treatment(treatment)
              .judged();
      assertThat(j.verdict()).as(shows.id()).isEqualTo(Verdict.INCONCLUSIVE);
    }
  }

  @Test
  void a_number_is_not_met_with_a_run_that_did_not_train() {
    double[] runs = new double[20];
    Arrays.fill(runs, 6.6);
    runs[3] = 6.7;
    runs[19] = 90;
    Judgement j =
        Experiments.of(Experiments.published(6.61, 0.3, PublishedStatistic.MEAN_OF_N, 5, 0.1))
            .arm("net", Arm.Role.TREATMENT, 0, runs)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(j.reason()).contains("1 of 20 runs ended at chance level");
  }

  @Test
  void every_kind_of_claim_warns() {
    Criterion trend = new Criterion.Trend("test_error", Direction.LOWER, 0.05, TrendTest.RANK);
    Judgement j =
        Experiments.of(trend)
            .arm("a", Arm.Role.TREATMENT, 0, 88, 87, 89)
            .arm("b", Arm.Role.TREATMENT, 1, 50, 51, 52)
            .arm("c", Arm.Role.TREATMENT, 2, 40, 41, 42)
            .judged();
    assertThat(j.reason()).contains("warning: 3 of 3 runs of a ended at chance level");
    Criterion ordering =
        new Criterion.Ordering("test_error", Direction.LOWER, 0.05, "a", PairedTest.PAIRED_T);
    Judgement k =
        Experiments.of(ordering)
            .arm("a", Arm.Role.TREATMENT, 0, 20, 21, 22)
            .arm("b", Arm.Role.TREATMENT, 0, 50, 88, 52)
            .judged();
    assertThat(k.reason()).contains("warning: 1 of 3 runs of b ended at chance level");
  }

  @Test
  void a_control_that_collapses_in_a_tenth_of_its_runs_refutes_no_treatment_that_trains_as_well() {
    Random random = new Random(11);
    int trials = 2000;
    int refuted = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[] control = new double[8];
      double[] treatment = new double[8];
      for (int i = 0; i < 8; i++) {
        control[i] = random.nextDouble() < 0.1 ? 90 : 50 + random.nextGaussian();
        treatment[i] = 50 + random.nextGaussian();
      }
      Verdict verdict =
          Experiments.of(effect(PairedTest.PAIRED_T))
              .control(control)
              .treatment(treatment)
              .verdict();
      refuted += verdict == Verdict.REFUTED ? 1 : 0;
    }
    assertThat(refuted / (double) trials).isLessThan(0.05);
  }

  @Test
  void welch_takes_runs_for_two_samples() {
    // Runs that go against each other within their pairs show more as two samples.
    double[] control = {20, 21, 22, 23, 24};
    double[] treatment = {21.2, 20.4, 19.1, 18.3, 17.4};
    Judgement paired = judged(control, treatment);
    Judgement welch =
        Experiments.of(effect(PairedTest.WELCH)).control(control).treatment(treatment).judged();
    assertThat(welch.reason()).contains("Welch's t test");
    assertThat(welch.p().orElseThrow()).isLessThan(paired.p().orElseThrow());
    // Welch's t of these ten numbers is 2.761 with 7.999 degrees of freedom.
    assertThat(welch.p().orElseThrow()).isCloseTo(0.0123, within(2e-4));
  }

  @Test
  void an_ordering_is_asked_at_the_whole_of_alpha() {
    Criterion ordering =
        new Criterion.Ordering("test_error", Direction.LOWER, 0.05, "a", PairedTest.PAIRED_T);
    Random random = new Random(5);
    int trials = 3000;
    int shown = 0;
    int wrong = 0;
    for (int trial = 0; trial < trials; trial++) {
      shown += isShown(ordering, random, 1) ? 1 : 0;
      wrong += isShown(ordering, random, 0) ? 1 : 0;
    }
    assertThat(shown / (double) trials).as("power at 1 sd").isGreaterThan(0.12 - 0.018);
    assertThat(wrong / (double) trials).isLessThan(0.05);
  }

  private static boolean isShown(Criterion ordering, Random random, double lead) {
    double[][] runs = new double[3][5];
    for (double[] arm : runs) {
      for (int i = 0; i < 5; i++) {
        arm[i] = 50 + random.nextGaussian() - (arm == runs[0] ? lead : 0);
      }
    }
    return Experiments.of(ordering)
            .arm("a", Arm.Role.TREATMENT, 0, runs[0])
            .arm("b", Arm.Role.TREATMENT, 0, runs[1])
            .arm("c", Arm.Role.TREATMENT, 0, runs[2])
            .verdict()
        == Verdict.REPRODUCED;
  }

  private static Verdict verdict(Shows shows, double margin, double[] control, double[] treatment) {
    return Experiments.of(
            new Criterion.Effect(
                "test_error", Direction.LOWER, 0.05, margin, PairedTest.PAIRED_T, shows))
        .control(control)
        .treatment(treatment)
        .verdict();
  }

  @Test
  void an_arm_that_always_collapses_is_worse_by_more_than_a_margin() {
    double[] lost = {90, 89.8, 90.1, 90, 89.9, 90, 89.7, 90};
    double[] fine = {20, 21, 22, 20.5, 21.5, 20.2, 21.1, 20.7};
    assertThat(verdict(Shows.SUPERIORITY, 5, lost, fine)).isEqualTo(Verdict.REPRODUCED);
    assertThat(verdict(Shows.SUPERIORITY, 5, fine, lost)).isEqualTo(Verdict.REFUTED);
    assertThat(verdict(Shows.EQUIVALENCE, 5, lost, fine)).isEqualTo(Verdict.REFUTED);
    assertThat(verdict(Shows.EQUIVALENCE, 5, fine, lost)).isEqualTo(Verdict.REFUTED);
    assertThat(verdict(Shows.NO_GAIN, 5, lost, fine)).isEqualTo(Verdict.REFUTED);
    assertThat(verdict(Shows.NON_INFERIORITY, 5, fine, lost)).isEqualTo(Verdict.REFUTED);
    assertThat(verdict(Shows.SUPERIORITY, 69, lost, fine))
        .as("of a gain of 69.2 points, eight of eight do not show that more than 69 are of all")
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void the_effect_that_could_be_seen_is_one_of_pairs_that_trained() {
    double[] control = {12.3, 12.6, 12.5, 12.4, 12.7, 12.5, 12.2, 12.6, 12.4, 90};
    double[] treatment = {12.0, 12.1, 12.0, 12.1, 12.1, 12.0, 11.9, 12.0, 12.0, 12.0};
    Judgement j = judged(control, treatment);
    assertThat(j.verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(j.minimumDetectableEffect().orElseThrow()).isLessThan(1);
  }
}
