package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast version of the simulation in the benchmarks, whose output docs/statistics.md shows. */
class CalibrationTest {
  private static final double ALPHA = 0.05;
  private static final Simulation SIMULATION = new Simulation(10_000, 7);

  /** The share that chance may add near alpha: three standard errors. */
  private static final double CHANCE = 3 * SIMULATION.error(ALPHA);

  @ParameterizedTest
  @EnumSource
  void reproduces_a_false_effect_no_more_often_than_alpha(Simulation.Noise noise) {
    for (int n : new int[] {3, 5, 10}) {
      assertThat(SIMULATION.share(noise, n, 0, d -> Sample.of(d).pAbove(0) <= ALPHA))
          .isLessThanOrEqualTo(ALPHA + CHANCE);
      assertThat(SIMULATION.share(noise, n, 0, d -> SignFlip.pAbove(d, 0) <= ALPHA))
          .isLessThanOrEqualTo(ALPHA + CHANCE);
      assertThat(SIMULATION.share(noise, n, 0, d -> SignedRank.pAbove(d) <= ALPHA))
          .isLessThanOrEqualTo(ALPHA + CHANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 10})
  void covers_the_truth_with_ninety_five_percent_intervals(int n) {
    double covered =
        SIMULATION.share(
            Simulation.Noise.NORMAL, n, 1, d -> Sample.of(d).interval(0.95).contains(Math.sqrt(2)));
    assertThat(covered).isCloseTo(0.95, within(0.015));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 10})
  void has_the_power_that_theory_gives(int n) {
    for (double effect : new double[] {0.5, 1, Power.detectable(n, ALPHA, 0.8)}) {
      double seen =
          new Simulation(20_000, 7)
              .share(Simulation.Noise.NORMAL, n, effect, d -> Sample.of(d).pAbove(0) <= ALPHA);
      assertThat(seen).as("within a point").isCloseTo(Power.paired(n, ALPHA, effect), within(0.01));
    }
  }

  @ParameterizedTest
  @EnumSource
  void keeps_alpha_over_several_looks(Spending spending) {
    for (List<Integer> looks : List.of(List.of(4, 6, 8), List.of(2, 3, 4), List.of(5, 10, 20))) {
      double[] nominal = LookBounds.nominal(spending, ALPHA, looks);
      double wrong = lookedAt(looks, look -> nominal[look]);
      assertThat(wrong).as("%s", looks).isBetween(ALPHA - CHANCE, ALPHA + CHANCE);
    }
    assertThat(lookedAt(List.of(5, 10, 20), look -> ALPHA)).isGreaterThan(0.08);
  }

  private static double lookedAt(List<Integer> looks, IntToDoubleFunction asked) {
    return SIMULATION.share(
        Simulation.Noise.NORMAL,
        looks.get(looks.size() - 1),
        0,
        d -> {
          for (int look = 0; look < looks.size(); look++) {
            double p = Sample.of(Arrays.copyOf(d, looks.get(look))).pAbove(0);
            if (p <= asked.applyAsDouble(look)) {
              return true;
            }
          }
          return false;
        });
  }
}
