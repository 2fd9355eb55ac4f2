package org.paperclaims.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.Direction;

class JudgePropertiesTest {
  private static Criterion effect(PairedTest test) {
    return new Criterion.Effect("test_error", Direction.LOWER, 0.05, 0, test);
  }

  private static double[] array(List<Double> list) {
    return list.stream().mapToDouble(d -> d).toArray();
  }

  @Property(tries = 20)
  void swapping_the_arms_turns_the_verdict_around(
      @ForAll PairedTest test,
      @ForAll @Size(5) List<@DoubleRange(min = 10, max = 20) Double> a,
      @ForAll @Size(5) List<@DoubleRange(min = 12, max = 24) Double> b) {
    Judgement one = Experiments.of(effect(test)).control(array(a)).treatment(array(b)).judged();
    Judgement other = Experiments.of(effect(test)).control(array(b)).treatment(array(a)).judged();
    assertThat(one.estimate().getAsDouble())
        .isCloseTo(-other.estimate().getAsDouble(), within(1e-9));
    assertThat(one.verdict() == Verdict.REPRODUCED).isEqualTo(other.verdict() == Verdict.REFUTED);
    assertThat(one.verdict() == Verdict.INCONCLUSIVE)
        .isEqualTo(other.verdict() == Verdict.INCONCLUSIVE);
  }

  @Property(tries = 20)
  void a_verdict_is_the_same_every_time_and_has_its_numbers(
      @ForAll @Size(min = 2, max = 6) List<@DoubleRange(min = 10, max = 20) Double> a) {
    double[] control = array(a);
    double[] treatment = new double[control.length];
    for (int i = 0; i < control.length; i++) {
      treatment[i] = control[control.length - 1 - i] - 0.5;
    }
    Judgement one =
        Experiments.of(effect(PairedTest.PAIRED_T)).control(control).treatment(treatment).judged();
    Judgement two =
        Experiments.of(effect(PairedTest.PAIRED_T)).control(control).treatment(treatment).judged();
    assertThat(one).isEqualTo(two);
    assertThat(one.n()).isEqualTo(control.length);
    assertThat(one.p().getAsDouble()).isBetween(0.0, 1.0);
    assertThat(one.reason()).endsWith(".").doesNotContain("NaN");
    if (one.low().isPresent()) {
      assertThat(one.estimate().getAsDouble())
          .isBetween(one.low().getAsDouble(), one.high().getAsDouble());
    }
  }

  @Property(tries = 20)
  void no_diverged_run_ever_helps_its_arm(
      @ForAll @Size(6) List<@DoubleRange(min = 10, max = 20) Double> a,
      @ForAll @Size(6) List<@DoubleRange(min = 8, max = 18) Double> b) {
    double[] treatment = array(b);
    Experiments whole =
        Experiments.of(effect(PairedTest.SIGN_FLIP)).control(array(a)).treatment(treatment);
    treatment[2] = Experiments.DIVERGED;
    Experiments broken =
        Experiments.of(effect(PairedTest.SIGN_FLIP)).control(array(a)).treatment(treatment);
    if (whole.judged().verdict() == Verdict.REFUTED) {
      assertThat(broken.judged().verdict()).isNotEqualTo(Verdict.REPRODUCED);
    }
  }
}
