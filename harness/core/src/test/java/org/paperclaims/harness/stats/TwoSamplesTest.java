package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwoSamplesTest {
  @Test
  void pairs_alone_make_the_paired_t_test() {
    double[] a = {10, 11, 12.5, 13};
    double[] b = {10.4, 11.1, 12.9, 13.8};
    Sample paired = Differences.of(b, a).sample();
    TwoSamples found = TwoSamples.overlapping(a, b, 4).orElseThrow();
    assertThat(found.degrees()).isCloseTo(3, within(1e-12));
    assertThat(found.difference() / found.error()).isCloseTo(paired.t(0), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0.9, 3, 7, 7", "0.9, 8, 2, 2", "0.0, 3, 7, 7", "-0.5, 5, 5, 1", "0.5, 3, 3, 0"})
  void keeps_alpha_with_some_pairs(double correlation, int pairs, int aloneA, int aloneB) {
    Random random = new Random(3);
    int trials = 10_000;
    int wrong = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[] a = new double[pairs + aloneA];
      double[] b = new double[pairs + aloneB];
      for (int i = 0; i < a.length; i++) {
        a[i] = random.nextGaussian();
      }
      double rest = Math.sqrt(1 - correlation * correlation);
      for (int i = 0; i < b.length; i++) {
        b[i] =
            i < pairs ? correlation * a[i] + rest * random.nextGaussian() : random.nextGaussian();
      }
      wrong += TwoSamples.overlapping(a, b, pairs).orElseThrow().p() <= 0.05 ? 1 : 0;
    }
    // The correlation of few pairs is known badly: up to a percent and a half above 5 %.
    assertThat(wrong / (double) trials).isLessThan(0.068);
  }
}
