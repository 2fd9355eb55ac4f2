package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactBinomialTest {
  /** By hand: with no success of n the upper end is 1 - (tail)^(1/n), and the same mirrored. */
  @ParameterizedTest
  @CsvSource({"0, 10, 0, 0.3084971", "10, 10, 0.6915029, 1", "0, 1, 0, 0.975"})
  void ends_are_those_that_can_be_worked_out_by_hand(long k, long n, double low, double high) {
    Interval interval = new ExactBinomial(k, n).interval(0.95);
    assertThat(interval.low()).isCloseTo(low, within(1e-7));
    assertThat(interval.high()).isCloseTo(high, within(1e-7));
  }

  @ParameterizedTest
  @CsvSource({"5, 20", "827, 10000", "1, 3"})
  void each_end_is_where_the_tail_has_its_probability(long k, long n) {
    ExactBinomial seen = new ExactBinomial(k, n);
    Interval interval = seen.interval(0.9);
    assertThat(seen.atLeast(interval.low())).isCloseTo(0.05, within(1e-7));
    assertThat(seen.atMost(interval.high())).isCloseTo(0.05, within(1e-7));
  }

  @Test
  void tails_are_sums_of_the_binomial_s_terms() {
    // 1 of 3 at one half: 1, 3, 3, 1 eighths.
    ExactBinomial seen = new ExactBinomial(1, 3);
    assertThat(seen.atLeast(0.5)).isCloseTo(7 / 8.0, within(1e-12));
    assertThat(seen.atMost(0.5)).isCloseTo(4 / 8.0, within(1e-12));
    assertThat(seen.atLeast(0)).isZero();
    assertThat(seen.atMost(1)).isZero();
    assertThat(new ExactBinomial(3, 3).atMost(1)).isEqualTo(1);
    assertThat(new ExactBinomial(0, 3).atLeast(0)).isEqualTo(1);
  }

  @Test
  void counts_that_are_none_are_refused() {
    assertThatThrownBy(() -> new ExactBinomial(4, 3)).hasMessageContaining("4 of 3");
  }

  @Test
  void no_chance_is_below_zero_or_above_one() {
    assertThat(new ExactBinomial(0, 200).atLeast(-0.01)).isZero();
    assertThat(new ExactBinomial(200, 200).atMost(1.01)).isZero();
    assertThat(new ExactBinomial(0, 200).atMost(-0.01)).isEqualTo(1);
    assertThat(new ExactBinomial(200, 200).atLeast(1.01)).isEqualTo(1);
  }
}
