package org.paperclaims.harness.elsewhere;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MlflowNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0.25, 0.25",
    "1e30, 1e30",
    "nan, nan",
    "'', ''",
    "1.7976931348623157e308, inf",
    "1.7976931348623157E308, inf",
    "-1.7976931348623157e308, -inf"
  })
  void the_largest_double_stands_for_a_loss_that_became_infinite(String kept, String logged) {
    assertThat(MlflowNumber.logged(kept)).isEqualTo(logged);
  }
}
