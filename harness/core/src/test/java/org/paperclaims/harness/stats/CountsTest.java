package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CountsTest {
  @Test
  void ten_per_cent_of_ten_thousand_images_are_known_to_three_tenths_of_a_point() {
    assertThat(Counts.standardError(10, 10_000)).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void two_models_are_compared_by_the_images_that_only_one_of_them_names() {
    assertThat(Counts.mcNemar(10, 2)).isCloseTo(79 / 4096.0, within(1e-12));
    assertThat(Counts.mcNemar(0, 0)).isEqualTo(1);
  }
}
