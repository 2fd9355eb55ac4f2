package org.paperclaims.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.run.Correctness;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.TestImages;

/** Gains that the seeds show on these test images, and those that any images would show. */
class TestImagesTest {
  private static final int IMAGES = 1000;
  private static final int SEEDS = 5;

  private static Criterion.Effect effect(PairedTest test) {
    return new Criterion.Effect("test_error", Direction.LOWER, 0.05, 0, test);
  }

  /** Networks that are wrong about images from a position on, and each about one of its own. */
  private static List<Correctness> wrongAbout(int from, int count) {
    List<Correctness> runs = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      BitSet right = new BitSet();
      right.set(0, IMAGES);
      right.clear(from, from + count);
      if (seed % 2 == 0) {
        right.clear(900 + seed);
      }
      runs.add(new Correctness(IMAGES, right));
    }
    return runs;
  }

  /** The treatment alone is right about so many images, the control about others. */
  private static Experiments experiment(PairedTest test, int treatment, int control) {
    List<Correctness> treated = new ArrayList<>(wrongAbout(200, control));
    BitSet lucky = treated.get(1).right();
    lucky.clear(950);
    treated.set(1, new Correctness(IMAGES, lucky));
    return Experiments.of(effect(test))
        .answering("control", Arm.Role.CONTROL, wrongAbout(100, treatment))
        .answering("treatment", Arm.Role.TREATMENT, treated);
  }

  private static TestImages page(Experiments experiment) {
    return TestImages.of(
            new CaseResult(
                experiment.claim(),
                Tier.SMOKE,
                experiment.claimCase("case 0"),
                "fake",
                experiment.runs(),
                experiment.judged()))
        .orElseThrow();
  }

  @Test
  void seeds_that_agree_on_a_dozen_images_show_a_gain_on_these_images_alone() {
    assertThat(experiment(PairedTest.PAIRED_T, 12, 6).verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(experiment(PairedTest.IMAGES, 12, 6).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(page(experiment(PairedTest.PAIRED_T, 12, 6)).words())
        .startsWith("The verdict is about these 1,000 test images and not about any such images:");
  }

  @Test
  void a_gain_on_many_images_is_one_on_any() {
    Judgement judged = experiment(PairedTest.IMAGES, 60, 10).judged();
    assertThat(judged.verdict()).isEqualTo(Verdict.REPRODUCED);
    assertThat(judged.reason())
        .contains("by the paired t test and the t test over seeds and 1000 images together");
    assertThat(judged.estimate().orElseThrow()).isCloseTo(4.98, within(1e-9));
    assertThat(page(experiment(PairedTest.PAIRED_T, 60, 10)).words())
        .startsWith("The verdict is about any test images that are drawn as these 1,000")
        .contains("the gain is 4.98 points, 95 % interval 3.");
  }

  @Test
  void its_interval_is_wider_than_that_over_seeds() {
    Judgement bySeeds = experiment(PairedTest.PAIRED_T, 60, 10).judged();
    Judgement over = experiment(PairedTest.IMAGES, 60, 10).judged();
    assertThat(over.low().orElseThrow()).isLessThan(bySeeds.low().orElseThrow() - 1);
    assertThat(over.high().orElseThrow()).isGreaterThan(bySeeds.high().orElseThrow() + 1);
  }

  @Test
  void two_seeds_that_vary_are_not_told_to_know_more_by_their_images() {
    List<Correctness> control = wrongAbout(100, 10).subList(0, 2);
    List<Correctness> treatment = List.of(wrongAbout(200, 2).get(0), wrongAbout(300, 6).get(1));
    Experiments two =
        Experiments.of(effect(PairedTest.IMAGES))
            .answering("control", Arm.Role.CONTROL, control)
            .answering("treatment", Arm.Role.TREATMENT, treatment);
    Experiments bySeeds =
        Experiments.of(effect(PairedTest.PAIRED_T))
            .answering("control", Arm.Role.CONTROL, control)
            .answering("treatment", Arm.Role.TREATMENT, treatment);
    assertThat(two.judged().low().orElseThrow())
        .isLessThanOrEqualTo(bySeeds.judged().low().orElseThrow() + 1e-9);
    assertThat(two.judged().high().orElseThrow())
        .isGreaterThanOrEqualTo(bySeeds.judged().high().orElseThrow() - 1e-9);
  }

  @Test
  void a_loss_on_many_images_is_refuted() {
    assertThat(experiment(PairedTest.IMAGES, 10, 60).verdict()).isEqualTo(Verdict.REFUTED);
  }

  @Test
  void each_seed_counts_the_images_that_one_arm_alone_is_right_about() {
    assertThat(page(experiment(PairedTest.PAIRED_T, 9, 2)).mcnemar())
        .contains("only treatment, or only control", "seed 1: 9 and 2 (p = 0.065)")
        .contains("seed 2: 9 and 3 (p = 0.146)");
  }

  @Test
  void a_run_that_tells_no_images_makes_a_verdict_about_images_invalid() {
    Experiments without =
        Experiments.of(effect(PairedTest.IMAGES)).control(5, 6, 5).treatment(4, 4, 4);
    assertThat(without.judged().verdict()).isEqualTo(Verdict.INVALID);
    assertThat(without.judged().reason()).contains("does not tell which test images");
    Experiments bySeeds =
        Experiments.of(effect(PairedTest.PAIRED_T)).control(5, 6, 5).treatment(4, 4, 4);
    assertThat(
            TestImages.of(
                new CaseResult(
                    bySeeds.claim(),
                    Tier.SMOKE,
                    bySeeds.claimCase("case 0"),
                    "fake",
                    bySeeds.runs(),
                    bySeeds.judged())))
        .as("nothing new is said of runs of before")
        .isEmpty();
  }

  @Test
  void a_run_that_diverged_leaves_the_seeds_alone_to_decide_and_it_is_said() {
    Experiments diverged =
        Experiments.of(effect(PairedTest.IMAGES))
            .answering("control", Arm.Role.CONTROL, wrongAbout(100, 10))
            .treatment(
                Experiments.DIVERGED,
                Experiments.DIVERGED,
                Experiments.DIVERGED,
                Experiments.DIVERGED,
                Experiments.DIVERGED);
    assertThat(diverged.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(diverged.judged().reason()).contains("so about these images only");
  }
}
