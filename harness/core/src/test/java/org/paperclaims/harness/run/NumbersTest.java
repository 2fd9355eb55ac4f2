package org.paperclaims.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "0.0005, 0.0005",
    "0.0001, 0.0001",
    "0.000001, 0.000001",
    "0.00000001, 1e-8",
    "100, 100",
    "0.333333333333, 0.333333333333",
    "NaN, -"
  })
  void a_setting_has_the_digits_that_it_was_given(double value, String written) {
    assertThat(Numbers.setting(value)).isEqualTo(written);
  }

  @Test
  void a_setting_has_none_of_the_digits_that_arithmetic_leaves() {
    assertThat(0.03 * 0.1 * 0.1).isNotEqualTo(0.0003);
    assertThat(Numbers.setting(0.03 * 0.1 * 0.1)).isEqualTo("0.0003");
    assertThat(Numbers.significant(20.500000000000004)).isEqualTo("20.5");
  }

  @ParameterizedTest
  @CsvSource({"7.3149, 2, +7.31", "-0.004, 2, 0.00", "-1.005, 1, -1.0", "0, 1, 0.0"})
  void a_sign_stands_before_every_number_but_zero(double value, int decimals, String written) {
    assertThat(Numbers.signed(value, decimals)).isEqualTo(written);
  }

  @Test
  void an_estimate_and_its_interval_share_their_decimals() {
    assertThat(Numbers.sharedDecimals(0.0187, -0.005, 0.05)).isEqualTo(4);
    assertThat(Numbers.sharedDecimals(20.5, 1.2, Double.NaN)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0.95, 95",
    "0.9, 90",
    "0.999, 99.9",
    "0.9995, 99.95",
    "0.99999, 99.999",
    "0.966666666667, 96.7",
    "0.975, 97.5",
    "1, 100"
  })
  void a_confidence_is_never_rounded_to_all(double confidence, String written) {
    assertThat(Numbers.confidence(confidence)).isEqualTo(written);
  }

  @Test
  void a_small_p_is_a_bound() {
    assertThat(Numbers.p(OptionalDouble.of(0.0004))).isEqualTo("< 0.001");
    assertThat(Numbers.p(OptionalDouble.of(0.0296))).isEqualTo("0.030");
    assertThat(Numbers.p(OptionalDouble.empty())).isEqualTo("-");
  }
}
