package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomEffectsTest {
  /** Log risk ratios and variances of 13 trials of a vaccine (Colditz et al. 1994). */
  private static final double[][] VACCINE = {
    {-0.8893, 0.3256}, {-1.5854, 0.1946}, {-1.3481, 0.4154}, {-1.4416, 0.0200}, {-0.2175, 0.0512},
    {-0.7861, 0.0069}, {-1.6209, 0.2230}, {0.0120, 0.0040}, {-0.4694, 0.0564}, {-1.3713, 0.0730},
    {-0.3394, 0.0124}, {0.4459, 0.5325}, {-0.0173, 0.0714}
  };

  private static RandomEffects of(double[][] valuesAndVariances) {
    List<RandomEffects.Estimate> estimates = new ArrayList<>();
    for (double[] one : valuesAndVariances) {
      estimates.add(new RandomEffects.Estimate(one[0], Math.sqrt(one[1])));
    }
    return RandomEffects.of(estimates);
  }

  /** A spread of 0.556 and a mean of -0.714 are in every textbook; the interval is SciPy's. */
  @Test
  void joins_the_trials_of_the_vaccine_as_published() {
    RandomEffects effects = of(VACCINE);
    assertThat(effects.mean()).isCloseTo(-0.7141, within(1e-4));
    assertThat(effects.spread()).isCloseTo(Math.sqrt(0.3084), within(1e-4));
    assertThat(effects.interval(0.95).low()).isCloseTo(-1.107775742126802, within(1e-9));
    assertThat(effects.interval(0.95).high()).isCloseTo(-0.3203926946407079, within(1e-9));
  }

  /**
   * 1, 2 and 3 with variance 1/4 by hand: the deviance is 8, so the spread is (8 - 2) / (12 - 4),
   * the weights are 1 each and the factor 2 / 2.
   */
  @Test
  void joins_three_equally_known_cases_as_by_hand() {
    RandomEffects effects = of(new double[][] {{1, 0.25}, {2, 0.25}, {3, 0.25}});
    assertThat(effects.mean()).isCloseTo(2, within(1e-12));
    assertThat(effects.spread()).isCloseTo(Math.sqrt(0.75), within(1e-12));
    assertThat(effects.error()).isCloseTo(Math.sqrt(1.0 / 3), within(1e-12));
    assertThat(effects.interval(0.95).low()).isCloseTo(-0.4841377117503307, within(1e-9));
  }

  @Test
  void cases_that_happen_to_agree_do_not_make_the_interval_narrow() {
    RandomEffects effects = of(new double[][] {{1, 0.25}, {1.1, 0.04}, {0.9, 0.09}, {1.05, 0.25}});
    assertThat(effects.spread()).isZero();
    assertThat(effects.error()).isCloseTo(0.15056568396854866, within(1e-12));
    assertThat(effects.interval(0.95).low()).isCloseTo(0.5568529464852789, within(1e-9));
  }

  @Test
  void one_case_or_one_without_an_error_is_refused() {
    assertThatThrownBy(() -> of(new double[][] {{1, 1}})).hasMessageContaining("two estimates");
    assertThatThrownBy(() -> of(new double[][] {{1, 1}, {2, 0}}))
        .hasMessageContaining("two estimates");
  }
}
