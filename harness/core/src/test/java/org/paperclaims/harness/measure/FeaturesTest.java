package org.paperclaims.harness.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FeaturesTest {
  @Test
  void cosine_and_rank_of_known_vectors() {
    assertThat(Features.meanCosine(new double[][] {{1, 0}, {0, 2}, {3, 0}}))
        .isCloseTo(1 / 3.0, within(1e-12));
    assertThat(Features.meanCosine(new double[][] {{0, 0}, {0, 0}, {1, 0}}))
        .isCloseTo(1 / 3.0, within(1e-12));
    // Three corners of a triangle around the middle: two equal singular values.
    double h = Math.sqrt(3) / 2;
    assertThat(Features.effectiveRank(new double[][] {{1, 0}, {-0.5, h}, {-0.5, -h}}))
        .isCloseTo(2, within(1e-9));
    assertThat(Features.effectiveRank(new double[][] {{1, 2, 3}, {2, 4, 6}, {3, 6, 9}}))
        .isCloseTo(1, within(1e-6));
    assertThat(Features.effectiveRank(new double[][] {{1, 2}, {1, 2}})).isEqualTo(1);
  }
}
