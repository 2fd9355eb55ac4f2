package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossedMeanTest {
  /**
   * Rows 1 and -1 above the mean, columns 1, -1, 1, -1, 0 and 0, and nothing else: mean squares 6 *
   * 2 / 1 = 12 of rows, 2 * 4 / 5 = 1.6 of columns and 0 of the rest.
   */
  @Test
  void is_what_two_rows_and_six_columns_give_by_hand() {
    CrossedMean mean = CrossedMean.of(new double[][] {{5, 3, 5, 3, 4, 4}, {3, 1, 3, 1, 2, 2}});
    assertThat(mean.mean()).isCloseTo(3, within(1e-12));
    assertThat(mean.error()).isCloseTo(Math.sqrt(13.6 / 12), within(1e-12));
    assertThat(mean.degrees()).isCloseTo(13.6 * 13.6 / 144, within(1e-12));
  }

  /** Worked out by NumPy and SciPy from the definitions of the mean squares. */
  @Test
  void is_what_scipy_gives_for_three_seeds_and_four_images() {
    CrossedMean mean =
        CrossedMean.of(new double[][] {{100, 0, 100, 0}, {100, 0, 0, 0}, {100, -100, 100, -100}});
    assertThat(mean.mean()).isCloseTo(25, within(1e-12));
    assertThat(mean.error()).isCloseTo(34.359213546813834, within(1e-9));
    assertThat(mean.degrees()).as("64.2 by rows, of which columns tell").isEqualTo(3);
    assertThat(mean.pAbove(0)).isCloseTo(0.25974898093272436, within(1e-9));
    assertThat(mean.interval(0.95).low()).isCloseTo(-84.34635220451163, within(1e-6));
    assertThat(mean.interval(0.95).high()).isCloseTo(134.34635220451162, within(1e-6));
  }

  @Test
  void columns_that_vary_less_than_the_rest_add_nothing_to_the_spread_over_rows() {
    double[][] table = {{1, 2, 3}, {5, 4, 3}, {0, 1, -1}};
    CrossedMean mean = CrossedMean.of(table);
    Sample rows = Sample.of(2, 4, 0);
    assertThat(mean.error()).isCloseTo(rows.standardError(), within(1e-12));
    assertThat(mean.degrees()).isEqualTo(2);
    assertThat(mean.pAbove(0)).isCloseTo(rows.pAbove(0), within(1e-12));
  }

  @Test
  void a_table_that_does_not_vary_shows_nothing() {
    CrossedMean mean = CrossedMean.of(new double[][] {{7, 7, 7}, {7, 7, 7}});
    assertThat(mean.hasSpread()).isFalse();
    assertThat(mean.pAbove(0)).isEqualTo(1);
    assertThat(mean.pBelow(9)).isEqualTo(1);
  }

  @Test
  void one_row_is_refused() {
    assertThatThrownBy(() -> CrossedMean.of(new double[][] {{1, 2}}))
        .hasMessageContaining("needs two of each, found 1 and 2");
  }

  /**
   * Images of which some are easier for one arm: for other images the two are equal. The test over
   * seeds and images says otherwise in 5 % of the experiments; that over seeds alone nearly always.
   */
  @ParameterizedTest
  @CsvSource({"3, 0.5", "5, 0.5", "5, 0.05", "10, 0.2"})
  void a_gain_that_only_these_images_have_is_shown_as_rarely_as_alpha_says(
      int seeds, double ofSeeds) {
    Random random = new Random(5);
    int trials = 1500;
    int images = 60;
    int crossed = 0;
    int bySeeds = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[] image = random.doubles(images, -2, 2).toArray();
      double[][] table = new double[seeds][images];
      double[] means = new double[seeds];
      for (int i = 0; i < seeds; i++) {
        double seed = ofSeeds * random.nextGaussian() / 4;
        for (int j = 0; j < images; j++) {
          table[i][j] = Math.round(image[j] + seed + 0.5 * random.nextGaussian());
          means[i] += table[i][j] / images;
        }
      }
      crossed += CrossedMean.of(table).pAbove(0) <= 0.05 ? 1 : 0;
      Sample sample = Sample.of(means);
      bySeeds += sample.hasSpread() && sample.pAbove(0) <= 0.05 ? 1 : 0;
    }
    double threeErrors = 3 * Math.sqrt(0.05 * 0.95 / trials);
    assertThat((double) crossed / trials).isLessThan(0.05 + threeErrors).isGreaterThan(0.02);
    assertThat((double) bySeeds / trials).isGreaterThan(0.05 + 2 * threeErrors);
  }
}
