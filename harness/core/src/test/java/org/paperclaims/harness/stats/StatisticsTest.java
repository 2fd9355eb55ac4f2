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
  void another_power_asks_for_another_effect() {
    assertThat(Power.detectable(5, 0.05, 0.8)).isCloseTo(1.36, within(0.005));
    assertThat(Power.detectable(5, 0.05, 0.5)).isCloseTo(0.89, within(0.005));
    assertThat(Power.detectable(5, 0.05, 0.8)).isCloseTo(1.36, within(0.005));
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
    // Lan-DeMets bounds of O'Brien-Fleming and of Pocock type for a known spread, one-sided 2.5 %,
    // five equal looks: many runs know theirs.
    double[][] z = {
      {4.8769, 3.3569, 2.6803, 2.2898, 2.0310}, {2.4380, 2.4268, 2.4101, 2.3966, 2.3859}
    };
    var normal = new org.hipparchus.distribution.continuous.NormalDistribution();
    for (Spending spending : Spending.values()) {
      double[] nominal = LookBounds.nominal(spending, 0.025, List.of(200, 400, 600, 800, 1000));
      for (int look = 0; look < 5; look++) {
        assertThat(-normal.inverseCumulativeProbability(nominal[look]))
            .isCloseTo(z[spending.ordinal()][look], within(0.01));
      }
    }
  }

  @Test
  void keeps_alpha_exactly_over_looks_at_two_and_three_numbers() {
    double[] nominal = LookBounds.nominal(Spending.POCOCK, 0.05, List.of(2, 3));
    assertThat(nominal[0]).isEqualTo(Spending.POCOCK.spent(0.05, 2 / 3.0));
    java.util.Random random = new java.util.Random(3);
    double first = StudentT.critical(nominal[0], 1);
    double last = StudentT.critical(nominal[1], 2);
    int trials = 100_000;
    int crossed = 0;
    for (int i = 0; i < trials; i++) {
      double[] x = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
      crossed += Sample.of(x[0], x[1]).t(0) >= first || Sample.of(x).t(0) >= last ? 1 : 0;
    }
    assertThat((double) crossed / trials).isCloseTo(0.05, within(0.0021));
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

  @Test
  void compares_unpaired_samples_as_welch_does() {
    // SciPy, ttest_ind(equal_var=False).
    TwoSamples two =
        TwoSamples.of(Sample.of(10.1, 10.4, 9.8, 10.9, 10.2), Sample.of(10.9, 11.6, 10.7, 12.5));
    assertThat(two.difference()).isCloseTo(1.145, within(1e-12));
    assertThat(two.error()).isCloseTo(0.44612218, within(1e-8));
    assertThat(two.degrees()).isCloseTo(4.20374792, within(1e-8));
    assertThat(two.p()).isCloseTo(0.05927197, within(1e-8));
    assertThat(two.interval(0.95).low()).isCloseTo(-0.07031288, within(1e-8));
    assertThat(two.interval(0.95).high()).isCloseTo(2.36031288, within(1e-8));
  }

  @Test
  void compares_no_unpaired_samples_that_are_too_small_or_both_without_spread() {
    Sample spread = Sample.of(1, 2);
    Sample still = Sample.of(1, 1);
    for (Sample[] pair :
        new Sample[][] {{Sample.of(1), spread}, {spread, Sample.of(1)}, {still, Sample.of(2, 2)}}) {
      assertThatThrownBy(() -> TwoSamples.of(pair[0], pair[1]))
          .hasMessageContaining("at least two numbers, one with a spread");
    }
    assertThat(TwoSamples.of(spread, still).degrees()).isEqualTo(1);
    assertThat(TwoSamples.of(still, spread).degrees()).isEqualTo(1);
  }

  @Test
  void shares_ranks_among_ties_in_pages_test() {
    // By enumeration of all orders, and SciPy's spearmanr.
    List<double[]> blocks =
        List.of(
            new double[] {-3, -3, -2, -1},
            new double[] {-3, -2, -2, -2},
            new double[] {-4, -4, -3, -1});
    assertThat(PageTest.pRising(blocks)).isCloseTo(0.0017361111, within(1e-10));
    assertThat(PageTest.correlation(blocks)).isCloseTo(0.8906544218, within(1e-10));
    double[] flat = {5, 5, 5};
    assertThat(PageTest.correlation(List.of(flat))).isZero();
    assertThat(PageTest.pRising(List.of(flat))).isEqualTo(1);
    assertThat(PageTest.pRising(List.of(new double[] {2, 1}))).isEqualTo(1);
    assertThat(PageTest.pRising(List.of(new double[] {1, 2}))).isEqualTo(0.5);
  }

  @Test
  void refuses_a_trend_of_one_level_or_of_too_many() {
    for (int levels : new int[] {1, 11}) {
      assertThatThrownBy(() -> PageTest.pRising(List.of(new double[levels])))
          .hasMessageContaining("found " + levels);
    }
  }

  @Test
  void draws_flips_where_there_are_too_many_to_count() {
    // 400,000 flips by NumPy: 0.1253.
    double[] values = new double[42];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 7919 % 101 - 44) / 50.0;
    }
    assertThat(SignFlip.pAbove(values, 0)).isCloseTo(0.1253, within(0.005));
    assertThat(SignFlip.pBelow(values, 0)).isCloseTo(1 - 0.1253, within(0.005));
    // None of them beats every number being above: only the one that was seen counts.
    assertThat(SignFlip.pAbove(values, -5)).isLessThan(1e-4).isPositive();
    assertThat(SignFlip.smallest(5)).isEqualTo(1 / 32.0);
    double[] few = {1, 2, 3};
    assertThat(SignFlip.pBelow(few, 4)).isEqualTo(1 / 8.0);
    assertThat(SignFlip.pAbove(few, 0.5)).isEqualTo(1 / 8.0);
  }

  @Test
  void gives_the_median_of_numbers_with_infinities() {
    double worst = Double.NEGATIVE_INFINITY;
    double best = Double.POSITIVE_INFINITY;
    assertThat(Ranks.median(new double[] {9, 1, 4})).isEqualTo(4);
    assertThat(Ranks.median(new double[] {9, 1, 4, 7})).isEqualTo(5.5);
    assertThat(Ranks.median(new double[] {worst, 1, 2, best})).isEqualTo(1.5);
    assertThat(Ranks.median(new double[] {best, best, 2, best})).isEqualTo(best);
    assertThat(Ranks.median(new double[] {best, worst})).isNaN();
    assertThat(Ranks.doubled(new double[] {0.0, 3, -0.0, worst})).containsExactly(5, 8, 5, 2);
  }

  @Test
  void counts_half_a_win_for_a_tie() {
    // SciPy's beta distribution.
    Superiority superiority = Superiority.of(new double[] {1, -1, 2, 0, 3, -4});
    assertThat(superiority.wins()).isEqualTo(3.5);
    assertThat(superiority.estimate()).isCloseTo(3.5 / 6, within(1e-12));
    assertThat(superiority.interval(0.95).low()).isCloseTo(0.1668082, within(1e-7));
    assertThat(superiority.interval(0.95).high()).isCloseTo(0.9232299, within(1e-7));
    assertThat(Superiority.of(new double[] {-1, -2}).interval(0.95).low()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "2.1, 4, 1.5, 0.3543630145",
    "1.7, 1, 2.0, 0.6932854362",
    "1.66, 99, 2.5, 0.7990950196"
  })
  void gives_scipys_tail_of_the_noncentral_t(double t, double degrees, double mean, double tail) {
    assertThat(StudentT.survival(t, degrees, mean)).isCloseTo(tail, within(1e-6));
  }

  @Test
  void takes_what_rounding_leaves_for_no_spread() {
    assertThat(Sample.of(0.1 + 0.2, 0.3, 0.3).hasSpread()).isFalse();
    assertThat(Sample.of(0.3, 0.3, 0.3000001).hasSpread()).isTrue();
    assertThat(Sample.of(-0.1 - 0.2, -0.3).hasSpread()).isFalse();
    assertThatThrownBy(() -> Sample.of(1, 1).t(0)).hasMessageContaining("2 equal numbers");
  }
}
