package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SharesTest {
  @Test
  void more_by_nothing_is_fishers_exact_test() {
    // One of the 252 ways to choose 5 of 10.
    assertThat(new Shares(5).pMore(5, 0, 0)).isCloseTo(1 / 252.0, within(1e-12));
    assertThat(new Shares(5).pMore(3, 3, 0)).isGreaterThan(0.5);
  }

  @Test
  void more_by_so_much_is_the_largest_chance_over_the_other_share() {
    // All of one and none of the other: (s + d)^5 (1 - s)^5 is largest where s + d = 1 - s.
    assertThat(new Shares(5).pMore(5, 0, 0.2)).isCloseTo(Math.pow(0.6, 10), within(1e-6));
    assertThat(new Shares(5).pMore(0, 0, 0.2)).isGreaterThan(0.99);
    assertThat(new Shares(5).pMore(5, 0, 1)).isCloseTo(1, within(1e-12));
  }

  @Test
  void is_wrong_no_more_often_than_alpha() {
    Random random = new Random(1);
    Shares eight = new Shares(8);
    int wrong = 0;
    int trials = 2000;
    for (int trial = 0; trial < trials; trial++) {
      int more = count(random, 0.55);
      int less = count(random, 0.45);
      wrong += eight.pMore(more, less, 0.1) <= 0.05 ? 1 : 0;
    }
    assertThat(wrong / (double) trials).isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / trials));
  }

  private static int count(Random random, double share) {
    return (int) random.doubles(8).filter(u -> u < share).count();
  }
}
