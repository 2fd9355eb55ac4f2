package org.paperclaims.harness.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SameOutputsTest {
  private static final SameOutputs OUTPUTS =
      new SameOutputs(Path.of("not-read"), new float[] {1, -10, 2});

  @Test
  void rounding_is_let_through_and_told() {
    assertThat(OUTPUTS.compare(new double[] {1.001, -10, 2})).isCloseTo(1e-4, within(1e-9));
  }

  @Test
  void another_network_is_refused() {
    assertThatThrownBy(() -> OUTPUTS.compare(new double[] {1.1, -10, 2}))
        .hasMessageContaining("up to 0.100 apart");
  }

  @Test
  void what_is_no_number_is_refused() {
    assertThatThrownBy(() -> OUTPUTS.compare(new double[] {1, Double.NaN, 2}))
        .hasMessageContaining("the networks differ");
  }

  @Test
  void another_number_of_outputs_is_refused() {
    assertThatThrownBy(() -> OUTPUTS.compare(new double[] {1, -10}))
        .hasMessageContaining("2 numbers came out, expected 3");
  }
}
