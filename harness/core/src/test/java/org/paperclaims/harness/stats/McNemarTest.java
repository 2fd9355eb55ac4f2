package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McNemarTest {
  /**
   * 9 and 2 by hand: 2 (55 + 11 + 1) / 2^11. 86 and 150 are Agresti's approval of a prime minister
   * (Categorical Data Analysis, table 10.1), here by SciPy's exact binomial test.
   */
  @ParameterizedTest
  @CsvSource({
    "9, 2, 0.0654296875",
    "2, 9, 0.0654296875",
    "86, 150, 3.7159361395713866e-05",
    "5, 0, 0.0625",
    "1, 1, 1",
    "7, 7, 1",
    "0, 0, 1"
  })
  void is_the_exact_sign_test_of_the_images_that_are_answered_differently(
      int first, int second, double p) {
    assertThat(new McNemar(first, second).p()).isCloseTo(p, within(1e-12));
  }
}
