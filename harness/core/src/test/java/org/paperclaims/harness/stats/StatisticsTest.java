package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {
  @ParameterizedTest
  @CsvSource({"3, 2.30, 2.48", "5, 1.36, 1.72", "10, 0.85, 1.16"})
  void detects_the_effects_that_tables_of_power_give(int n, double paired, double twoSample) {
    assertThat(Power.detectable(n, 0.05, 0.8)).isCloseTo(paired, within(0.01));
    assertThat(Power.detectableTwoSample(n, 0.05, 0.8)).isCloseTo(twoSample, within(0.01));
  }

  @Test
  void has_the_power_alpha_where_there_is_no_effect() {
    for (int n : new int[] {2, 3, 5, 10, 50}) {
      assertThat(Power.paired(n, 0.05, 0)).isCloseTo(0.05, within(1e-4));
    }
    assertThat(Power.pairs(2, 0.05, 1.36, 0.8)).hasValue(5);
    assertThat(Power.pairs(2, 0.05, 0.0001, 0.8)).isEmpty();
  }

  @Test
  void spends_alpha_by_the_published_bounds() {
    // Lan-DeMets bounds of O'Brien-Fleming type, one-sided 2.5 %, five equal looks.
    double[] z = {4.8769, 3.3569, 2.6803, 2.2898, 2.0310};
    double[] nominal = AlphaSpending.nominal(0.025, List.of(10, 20, 30, 40, 50));
    var normal = new org.hipparchus.distribution.continuous.NormalDistribution();
    for (int look = 0; look < 5; look++) {
      assertThat(-normal.inverseCumulativeProbability(nominal[look]))
          .isCloseTo(z[look], within(0.01));
    }
  }

  @Test
  void gives_the_textbook_p_of_pages_test() {
    // Two seeds in perfect order of four levels: one order in 24 each.
    double[] rising = {1, 2, 3, 4};
    assertThat(PageTest.pRising(List.of(rising, rising))).isCloseTo(1 / 576.0, within(1e-12));
    assertThat(PageTest.correlation(List.of(rising))).isEqualTo(1);
    double[] diverged = {Double.NEGATIVE_INFINITY, 2, 3, 4};
    assertThat(PageTest.pRising(List.of(diverged))).isCloseTo(1 / 24.0, within(1e-12));
  }

  @Test
  void gives_the_textbook_p_of_the_signed_rank_test() {
    // W+ = 40 of n = 9 (Wilcoxon, depression scores): one-sided exact p = 10 / 512.
    double[] d = {0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01};
    assertThat(SignedRank.pAbove(d)).isCloseTo(10 / 512.0, within(1e-9));
    assertThat(SignedRank.pAbove(new double[] {1, 2, Double.POSITIVE_INFINITY})).isEqualTo(0.125);
  }

  @Test
  void knows_how_far_the_best_of_n_lies_from_the_mean() {
    assertThat(NormalExtremes.largest(5).mean()).isCloseTo(1.16296, within(1e-4));
    assertThat(NormalExtremes.largest(5).variance()).isCloseTo(0.44753, within(1e-4));
    assertThat(NormalExtremes.median(5).variance()).isCloseTo(0.28683, within(1e-4));
    assertThat(NormalExtremes.median(4).variance()).isCloseTo(0.29824, within(2e-3));
    assertThat(NormalExtremes.largest(1))
        .isEqualTo(new NormalExtremes(0, NormalExtremes.largest(1).variance()));
  }

  @Test
  void counts_five_wins_of_five_as_little() {
    Interval interval = Superiority.of(new double[] {1, 2, 3, 4, 5}).interval(0.95);
    assertThat(interval.low()).isCloseTo(0.4782, within(1e-4));
    assertThat(interval.high()).isEqualTo(1);
  }

  @Test
  void refuses_numbers_that_are_not_finite() {
    assertThatThrownBy(() -> Sample.of(1, Double.NaN)).hasMessageContaining("finite");
    assertThatThrownBy(Sample::of).hasMessageContaining("at least one");
  }
}
