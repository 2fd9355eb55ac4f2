package org.paperclaims.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.stats.Differences;

/** The kinds of effect that show a margin: superiority, non-inferiority, equivalence, no gain. */
class MarginTest {
  private static final double D = Experiments.DIVERGED;
  private static final double[] CONTROL = {20, 22, 21, 23, 20.5, 21.5};

  private static Criterion.Effect effect(Shows shows, double margin) {
    return new Criterion.Effect(
        "test_error", Direction.LOWER, 0.05, margin, PairedTest.PAIRED_T, shows);
  }

  private static double[] gaining(double gain) {
    double[] noise = {0.1, -0.1, 0.05, -0.05, 0.08, -0.08};
    double[] treatment = new double[CONTROL.length];
    for (int i = 0; i < treatment.length; i++) {
      treatment[i] = CONTROL[i] - gain + noise[i];
    }
    return treatment;
  }

  @ParameterizedTest(name = "{0}, gain {1}: {2}, {3}")
  @CsvSource({
    "SUPERIORITY, 2, REPRODUCED, better than the control by more than 1:",
    "SUPERIORITY, 0.5, REFUTED, 'A gain is shown, but smaller than the margin of 1,'",
    "SUPERIORITY, 1, INCONCLUSIVE, 'A gain is shown, but not whether it is as large as the margin'",
    "SUPERIORITY, -0.5, REFUTED, 'A gain of 1, the smallest that matters, is excluded'",
    "NON_INFERIORITY, 0, REPRODUCED, no worse than the control by 1 or more",
    "NON_INFERIORITY, -0.5, REPRODUCED, no worse than the control by 1 or more",
    "NON_INFERIORITY, -1, INCONCLUSIVE, Whether the treatment is worse by 1 is not shown",
    "NON_INFERIORITY, -2, REFUTED, worse than the control by more than 1",
    "EQUIVALENCE, 0.3, REPRODUCED, equal within 1",
    "EQUIVALENCE, 1, INCONCLUSIVE, is not shown",
    "EQUIVALENCE, 2, REFUTED, differ by more than 1",
    "EQUIVALENCE, -2, REFUTED, differ by more than 1",
    "NO_GAIN, -3, REPRODUCED, A gain of 1 or more is excluded",
    "NO_GAIN, 0.5, REPRODUCED, A gain of 1 or more is excluded",
    "NO_GAIN, 1, INCONCLUSIVE, is not shown",
    "NO_GAIN, 2, REFUTED, The treatment gains more than 1",
  })
  void decides_on_either_side_of_the_margin(
      Shows shows, double gain, Verdict verdict, String words) {
    Judgement j =
        Experiments.of(effect(shows, 1)).control(CONTROL).treatment(gaining(gain)).judged();
    assertThat(j.verdict()).isEqualTo(verdict);
    assertThat(j.reason()).contains(words);
    assertThat(j.estimate().getAsDouble()).isCloseTo(gain, within(1e-9));
  }

  @Test
  void gives_the_p_of_two_one_sided_tests() {
    // SciPy's ttest_1samp of the gains 1, 0, -1, 3, 3 against -2 and 2.
    Judgement j =
        Experiments.of(effect(Shows.EQUIVALENCE, 2))
            .control(20, 22, 21, 23, 20)
            .treatment(19, 22, 22, 20, 17)
            .judged();
    assertThat(j.tests().get(3).name()).isEqualTo("gain above -2");
    assertThat(j.tests().get(3).p()).isCloseTo(0.00806504, within(1e-7));
    assertThat(j.tests().get(4).name()).isEqualTo("gain below 2");
    assertThat(j.tests().get(4).p()).isCloseTo(0.18695048, within(1e-7));
    assertThat(j.p()).hasValue(j.tests().get(4).p());
    assertThat(j.furtherSeeds()).isPresent();
  }

  @Test
  void an_equivalence_is_never_shown_with_a_run_that_diverged() {
    double[] equal = new double[40];
    Arrays.fill(equal, 20);
    for (double[] arm : new double[][] {equal.clone(), equal.clone()}) {
      arm[3] = D;
      assertThat(
              Experiments.of(effect(Shows.EQUIVALENCE, 1))
                  .control(arm)
                  .treatment(equal)
                  .judged()
                  .verdict())
          .isEqualTo(Verdict.INCONCLUSIVE);
    }
    Judgement both =
        Experiments.of(effect(Shows.EQUIVALENCE, 1))
            .control(D, D, D, D, D, D)
            .treatment(D, D, D, D, D, D)
            .judged();
    assertThat(both.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(both.reason()).contains("With a run that diverged nothing is equal");
  }

  @ParameterizedTest
  @EnumSource(names = "SUPERIORITY", mode = EnumSource.Mode.EXCLUDE)
  void asks_for_a_margin(Shows shows) {
    assertThatThrownBy(() -> effect(shows, 0)).hasMessageContaining("a margin above 0");
  }

  @Test
  void a_gain_that_matters_is_shown_ever_more_often_with_more_seeds() {
    // A gain of 0.75 sd at a margin of 1: shown never much more often than alpha, refuted ever
    // more.
    double before = 0;
    for (int n : new int[] {4, 10, 16}) {
      Share share = Share.of(n, 0.75, effect(Shows.SUPERIORITY, 1), 2000);
      assertThat(share.reproduced()).isLessThanOrEqualTo(0.05 + 3 * 0.005);
      assertThat(share.refuted()).isGreaterThan(before);
      before = share.refuted();
      Share large = Share.of(n, 1.75, effect(Shows.SUPERIORITY, 1), 2000);
      assertThat(large.refuted()).isLessThanOrEqualTo(0.05 + 3 * 0.005);
    }
    assertThat(Share.of(16, 1.75, effect(Shows.SUPERIORITY, 1), 2000).reproduced())
        .isGreaterThan(Share.of(4, 1.75, effect(Shows.SUPERIORITY, 1), 2000).reproduced());
  }

  @ParameterizedTest(name = "{0} at a true gain of {1}, margin {2}")
  @CsvSource({
    "SUPERIORITY, 1, 1",
    "NON_INFERIORITY, -1, 1",
    "NO_GAIN, 1, 1",
    "EQUIVALENCE, 1, 1",
    "EQUIVALENCE, -1, 1",
    "EQUIVALENCE, 0.1, 0.1",
    "EQUIVALENCE, 0.4, 0.4",
  })
  void keeps_alpha_where_the_truth_is_at_the_boundary(Shows shows, double gain, double margin) {
    for (int n : new int[] {3, 8}) {
      Share share = Share.of(n, gain, effect(shows, margin), 4000);
      double most = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / 4000);
      assertThat(share.reproduced()).isLessThanOrEqualTo(most);
      assertThat(share.refuted()).isLessThanOrEqualTo(most);
    }
  }

  /** How often made-up pairs, whose gains vary by 1, get each verdict. */
  private record Share(double reproduced, double refuted) {
    static Share of(int n, double gain, Criterion.Effect criterion, int trials) {
      RandomGenerator random = new SplittableRandom(11);
      int shown = 0;
      int against = 0;
      for (int trial = 0; trial < trials; trial++) {
        double[] gains = random.doubles(n).map(u -> gain + random.nextGaussian()).toArray();
        EffectOdds odds =
            EffectOdds.of(
                criterion.shows(),
                criterion.margin(),
                new PairedGains(Differences.of(gains, new double[n]), criterion.test()));
        shown += odds.pFor() <= criterion.alpha() ? 1 : 0;
        against += odds.pAgainst() <= criterion.alpha() ? 1 : 0;
      }
      return new Share((double) shown / trials, (double) against / trials);
    }
  }
}
