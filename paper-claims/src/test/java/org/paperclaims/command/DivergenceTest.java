package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/** Runs that diverged have no numbers at their ends, and are compared by how they did. */
class DivergenceTest {
  private static RunRecord diverged(int step, double loss, double speed) {
    RunSpec spec = RunSpec.elsewhere(new Imported("a set"), 1);
    return new RunRecord(
        "f",
        spec,
        RunRecord.Outcome.DIVERGED,
        "the loss is NaN at step " + step + " of 400, in epoch 2",
        List.of(new EpochRow(1, 0.1, loss, Double.NaN, 2.4, 88, speed)),
        Map.of(),
        Map.of(),
        1);
  }

  @Test
  void the_same_step_after_the_same_epochs_is_the_same_whatever_the_speed() {
    assertThat(Divergence.fault(diverged(20, 2.3, 100), diverged(20, 2.3, 90))).isEmpty();
  }

  @Test
  void another_step_or_another_epoch_before_is_not() {
    assertThat(Divergence.fault(diverged(20, 2.3, 100), diverged(300, 2.3, 100)).orElseThrow())
        .contains("recorded the loss is NaN at step 20", "now the loss is NaN at step 300");
    assertThat(Divergence.fault(diverged(20, 2.3, 100), diverged(20, 2.2, 100)).orElseThrow())
        .contains("epochs");
  }
}
