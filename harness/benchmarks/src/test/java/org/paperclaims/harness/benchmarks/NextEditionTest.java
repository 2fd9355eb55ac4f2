package org.paperclaims.harness.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.paperclaims.harness.stats.Sample;

class NextEditionTest {
  private static final int MANY = 400;

  /** With many pairs the next t is normal around this one, with variance 2. */
  @Test
  void predicts_what_the_normal_distribution_gives_for_many_pairs() {
    NextEdition nil = NextEdition.of(new Sample(MANY, 0, 1), 0.05);
    assertThat(nil.reproduced()).isCloseTo(0.1224, within(0.03));
    assertThat(nil.refuted()).isCloseTo(0.1224, within(0.03));
    NextEdition just = NextEdition.of(new Sample(MANY, 1.645 / Math.sqrt(MANY), 1), 0.05);
    assertThat(just.reproduced()).as("seen just at the bound").isCloseTo(0.5, within(0.05));
    assertThat(just.reproduced() + just.refuted() + just.open()).isCloseTo(1, within(1e-12));
  }
}
