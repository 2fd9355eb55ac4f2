package org.paperclaims.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.testing.Property;

class JudgePropertiesTest {
  /** All tests but the one that needs to know which images each run was right about. */
  private static final PairedTest[] OVER_SEEDS = {
    PairedTest.PAIRED_T, PairedTest.SIGN_FLIP, PairedTest.BOTH, PairedTest.WELCH
  };

  private static Criterion effect(PairedTest test) {
    return new Criterion.Effect("test_error", Direction.LOWER, 0.05, 0, test);
  }

  @Test
  void swapping_the_arms_turns_the_verdict_around() {
    Property.holds(
        20,
        draw -> {
          PairedTest test = draw.of(OVER_SEEDS);
          double[] a = draw.hundredths(5, 5, 10, 20);
          double[] b = draw.hundredths(5, 5, 12, 24);
          Judgement one = Experiments.of(effect(test)).control(a).treatment(b).judged();
          Judgement other = Experiments.of(effect(test)).control(b).treatment(a).judged();
          assertThat(one.estimate().getAsDouble())
              .isCloseTo(-other.estimate().getAsDouble(), within(1e-9));
          assertThat(one.verdict() == Verdict.REPRODUCED)
              .isEqualTo(other.verdict() == Verdict.REFUTED);
          assertThat(one.verdict() == Verdict.INCONCLUSIVE)
              .isEqualTo(other.verdict() == Verdict.INCONCLUSIVE);
        });
  }

  @Test
  void a_verdict_is_the_same_every_time_and_has_its_numbers() {
    Property.holds(
        20,
        draw -> {
          double[] control = draw.hundredths(2, 6, 10, 20);
          double[] treatment = new double[control.length];
          for (int i = 0; i < control.length; i++) {
            treatment[i] = control[control.length - 1 - i] - 0.5;
          }
          Judgement one =
              Experiments.of(effect(PairedTest.PAIRED_T))
                  .control(control)
                  .treatment(treatment)
                  .judged();
          Judgement two =
              Experiments.of(effect(PairedTest.PAIRED_T))
                  .control(control)
                  .treatment(treatment)
                  .judged();
          assertThat(one).isEqualTo(two);
          assertThat(one.n()).isEqualTo(control.length);
          assertThat(one.p().getAsDouble()).isBetween(0.0, 1.0);
          assertThat(one.reason()).endsWith(".").doesNotContain("NaN");
          if (one.low().isPresent()) {
            assertThat(one.estimate().getAsDouble())
                .isBetween(one.low().getAsDouble(), one.high().getAsDouble());
          }
        });
  }

  @Test
  void no_diverged_run_ever_helps_its_arm() {
    Property.holds(
        20,
        draw -> {
          double[] control = draw.hundredths(6, 6, 10, 20);
          double[] treatment = draw.hundredths(6, 6, 8, 18);
          Experiments whole =
              Experiments.of(effect(PairedTest.SIGN_FLIP)).control(control).treatment(treatment);
          treatment[2] = Experiments.DIVERGED;
          Experiments broken =
              Experiments.of(effect(PairedTest.SIGN_FLIP)).control(control).treatment(treatment);
          if (whole.judged().verdict() == Verdict.REFUTED) {
            assertThat(broken.judged().verdict()).isNotEqualTo(Verdict.REPRODUCED);
          }
        });
  }
}
