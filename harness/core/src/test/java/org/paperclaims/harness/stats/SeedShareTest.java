package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeedShareTest {
  private static SeedShare of(double[] first, double[] second) {
    return SeedShare.of(List.of(List.of(first, second)));
  }

  @Test
  void seeds_that_repeat_their_gains_fix_all_of_it_whatever_the_editions_differ_by() {
    SeedShare share = of(new double[] {1, 2, 3}, new double[] {2, 3, 4});
    assertThat(share.share()).isEqualTo(1);
    assertThat(share.ofMean()).as("a second edition tells nothing new").isEqualTo(1);
  }

  @Test
  void seeds_that_do_not_repeat_their_gains_fix_nothing() {
    SeedShare share = of(new double[] {1, 2, 3}, new double[] {3, 2, 1});
    assertThat(share.share()).isZero();
    assertThat(share.ofMean()).as("two editions are twice the seeds").isEqualTo(0.5);
  }

  /** Mean squares of 4.5 between seeds and 1.5 for the rest, by hand. */
  @Test
  void the_share_is_that_of_the_analysis_of_variance() {
    SeedShare share = of(new double[] {0, 0, 3}, new double[] {0, 3, 3});
    assertThat(share.share()).isCloseTo(0.5, within(1e-12));
    assertThat(share.ofMean()).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void one_edition_tells_no_share() {
    assertThatThrownBy(() -> SeedShare.of(List.of(List.of(new double[] {1, 2}))))
        .hasMessageContaining("two editions or more");
  }
}
