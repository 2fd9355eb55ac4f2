package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FalseDiscoveriesTest {
  /** The fifteen p values of Benjamini and Hochberg 1995, section 3.2: four discoveries at 5 %. */
  private static final double[] PUBLISHED = {
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
    0.6528, 0.7590, 1.000
  };

  @Test
  void finds_the_four_of_the_paper() {
    double[] adjusted = FalseDiscoveries.adjusted(PUBLISHED);
    assertThat(Arrays.stream(adjusted).filter(q -> q <= 0.05).count()).isEqualTo(4);
    assertThat(adjusted[0]).isCloseTo(0.0015, within(1e-12));
    assertThat(adjusted[3]).isCloseTo(0.0095 * 15 / 4, within(1e-12));
    assertThat(Holm.adjusted(PUBLISHED)[3]).as("where Holm finds three").isGreaterThan(0.05);
  }

  /** The order of the p values is theirs, and a larger one lends its adjusted p to smaller ones. */
  @Test
  void a_smaller_p_is_never_adjusted_to_more_than_a_larger_one() {
    assertThat(FalseDiscoveries.adjusted(0.04, 0.001, 0.03))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(0.04, 0.003, 0.04);
    assertThat(FalseDiscoveries.adjusted()).isEmpty();
  }
}
