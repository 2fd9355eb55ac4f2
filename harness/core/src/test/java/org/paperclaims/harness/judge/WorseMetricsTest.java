package org.paperclaims.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TrendTest;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.run.Correctness;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.TestImages;

/** Claims that a change makes a metric worse: runs that diverged or did not train are for them. */
class WorseMetricsTest {
  private static final double D = Experiments.DIVERGED;
  private static final double[] FINE = {20, 21, 22, 20.5, 21.5};
  private static final double[] LOST = {90, 89.8, 90.1, 90, 89.9};
  private static final Criterion ERRS_MORE =
      new Criterion.Effect("test_error", Direction.HIGHER, 0.05, 0, PairedTest.PAIRED_T);

  private static Verdict of(double[] control, double[] treatment) {
    return Experiments.of(ERRS_MORE).control(control).treatment(treatment).judged().verdict();
  }

  @Test
  void a_treatment_that_diverges_errs_more_and_a_control_that_does_errs_more_than_it() {
    double[] diverged = {D, D, D, D, D};
    assertThat(of(FINE, diverged)).isEqualTo(Verdict.REPRODUCED);
    assertThat(of(diverged, FINE)).isEqualTo(Verdict.REFUTED);
  }

  @Test
  void a_treatment_that_never_trains_errs_more() {
    assertThat(of(FINE, LOST)).isEqualTo(Verdict.REPRODUCED);
    assertThat(of(LOST, FINE)).isEqualTo(Verdict.REFUTED);
  }

  @Test
  void one_run_of_the_worst_arm_that_does_not_train_leaves_an_ordering_as_it_was() {
    Criterion worst =
        new Criterion.Ordering(
            "test_error", Direction.HIGHER, 0.05, "neither", PairedTest.PAIRED_T);
    Judgement j =
        Experiments.of(worst)
            .arm("neither", Arm.Role.TREATMENT, 0, 60, 61, 62.2, 60.1, 90)
            .arm("one", Arm.Role.TREATMENT, 0, 40, 42, 41, 40, 42)
            .arm("both", Arm.Role.CONTROL, 0, 30, 31, 32, 30, 31)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.REPRODUCED);
  }

  @Test
  void a_trend_to_larger_errors_may_end_in_runs_that_diverge() {
    Judgement j =
        Experiments.of(new Criterion.Trend("test_error", Direction.HIGHER, 0.05, TrendTest.RANK))
            .arm("8", Arm.Role.TREATMENT, 8, 20, 21, 22, 20)
            .arm("20", Arm.Role.TREATMENT, 20, 30, 31, 33, 31)
            .arm("56", Arm.Role.TREATMENT, 56, D, D, D, D)
            .judged();
    assertThat(j.verdict()).isEqualTo(Verdict.REPRODUCED);
  }

  @Test
  void a_number_is_not_missed_by_runs_that_diverge_where_more_is_asked_for() {
    Criterion.Level like = Experiments.published(40, 1, PublishedStatistic.SINGLE_RUN, 0, 0);
    Criterion level =
        new Criterion.Level(
            "test_error",
            Direction.HIGHER,
            0.05,
            40,
            1,
            like.statistic(),
            like.publishedRuns(),
            like.publishedSpread());
    double[] runs = new double[30];
    java.util.Arrays.fill(runs, D);
    Judgement j = Experiments.of(level).arm("net", Arm.Role.TREATMENT, 0, runs).judged();
    assertThat(j.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(j.reason()).contains("30 of 30 runs diverged", "gets worse");
  }

  /** Networks that are all wrong about so many images, and each about one of its own. */
  private static List<Correctness> wrong(int count) {
    List<Correctness> runs = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      BitSet right = new BitSet();
      right.set(count, 1000);
      if (seed % 2 == 0) {
        right.clear(900 + seed);
      }
      runs.add(new Correctness(1000, right));
    }
    return runs;
  }

  @Test
  void the_page_says_of_the_test_images_what_the_verdict_says() {
    List<Correctness> treated = new ArrayList<>(wrong(300));
    BitSet lucky = treated.get(1).right();
    lucky.clear(950);
    treated.set(1, new Correctness(1000, lucky));
    Experiments errsMore =
        Experiments.of(ERRS_MORE)
            .answering("control", Arm.Role.CONTROL, wrong(100))
            .answering("treatment", Arm.Role.TREATMENT, treated);
    assertThat(errsMore.verdict()).isEqualTo(Verdict.REPRODUCED);
    TestImages images =
        TestImages.of(
                new CaseResult(
                    errsMore.claim(),
                    Tier.SMOKE,
                    errsMore.claimCase("case 0"),
                    "fake",
                    errsMore.runs(),
                    errsMore.judged()))
            .orElseThrow();
    assertThat(images.words())
        .startsWith("The verdict is about any test images")
        .contains("the gain is 20.02 points");
    assertThat(images.mcnemar()).startsWith("Images that only control, or only treatment,");
  }

  @Test
  void a_metric_without_a_worse_side_has_no_diverged_run_for_it() {
    Criterion larger =
        new Criterion.Effect("dead_share", Direction.HIGHER, 0.05, 0, PairedTest.PAIRED_T);
    double[] diverged = {D, D, D, D, D};
    double[] shares = {0.2, 0.21, 0.22, 0.2, 0.21};
    assertThat(Experiments.of(larger).control(shares).treatment(diverged).judged().verdict())
        .isNotEqualTo(Verdict.REPRODUCED);
  }
}
