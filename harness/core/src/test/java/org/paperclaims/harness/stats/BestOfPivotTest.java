package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BestOfPivotTest {
  @Test
  void has_the_quantiles_of_an_independent_quadrature() {
    BestOfPivot pivot = new BestOfPivot(5, 6);
    assertThat(pivot.exceededWith(0.05)).isCloseTo(3.4334662, within(1e-6));
    assertThat(pivot.exceededWith(0.95)).isCloseTo(-0.0875583, within(1e-6));
    assertThat(pivot.below(1)).isCloseTo(0.4082375, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"2", "5", "30"})
  void of_one_run_is_a_prediction_by_t(int n) {
    double scale = Math.sqrt(1 + 1.0 / n);
    assertThat(new BestOfPivot(1, n).exceededWith(0.05))
        .isCloseTo(StudentT.critical(0.05, n - 1.0) * scale, within(1e-3));
  }

  @Test
  void has_the_variance_of_a_median_of_many() {
    assertThat(NormalExtremes.median(100).variance()).isCloseTo(0.01548794, within(1e-8));
    assertThat(NormalExtremes.median(2).variance()).isCloseTo(0.5, within(1e-9));
    assertThat(NormalExtremes.median(998).variance()).isCloseTo(Math.PI / 2 / 998, within(2e-5));
  }

  @Test
  void asks_for_runs() {
    assertThatThrownBy(() -> new BestOfPivot(0, 5)).hasMessageContaining("found 0 and 5");
  }
}
