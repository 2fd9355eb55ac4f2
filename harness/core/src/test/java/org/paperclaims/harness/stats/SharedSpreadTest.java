package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.random.RandomDataGenerator;
import org.junit.jupiter.api.Test;

class SharedSpreadTest {
  private static List<Sample> drawn(double variance, double degrees, int n) {
    RandomDataGenerator random = new RandomDataGenerator(3);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      double own = variance * degrees / random.nextGamma(degrees / 2, 2);
      double seen = own * random.nextGamma((n - 1) / 2.0, 2) / (n - 1);
      samples.add(new Sample(n, 0, Math.sqrt(seen)));
    }
    return samples;
  }

  @Test
  void the_common_variance_and_how_well_it_is_known_are_found_again() {
    SharedSpread shared = SharedSpread.of(drawn(2, 6, 5));
    assertThat(shared.variance()).isCloseTo(2, within(0.1));
    assertThat(shared.degrees()).isCloseTo(6, within(0.9));
  }

  @Test
  void spreads_that_differ_no_more_than_chance_lets_them_are_one() {
    SharedSpread shared =
        SharedSpread.of(List.of(new Sample(5, 0, 1), new Sample(5, 9, 1.1), new Sample(5, 3, 0.9)));
    assertThat(shared.degrees()).isEqualTo(SharedSpread.ALIKE);
    assertThat(shared.moderated(new Sample(5, 0, 4))).isCloseTo(shared.variance(), within(0.001));
  }

  @Test
  void a_moderated_variance_lies_between_the_samples_own_and_the_common_one() {
    SharedSpread shared = new SharedSpread(1, 4);
    assertThat(shared.moderated(new Sample(5, 0, 3))).isCloseTo(5, within(1e-12));
  }
}
