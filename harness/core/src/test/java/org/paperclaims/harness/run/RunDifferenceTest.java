package org.paperclaims.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two records of one run differ in nothing but times and machines, or somebody is told in what. */
class RunDifferenceTest {
  private static RunRecord diverged(int step, double loss, double speed) {
    return run(
        RunRecord.Outcome.DIVERGED,
        "the loss is NaN at step " + step + " of 400, in epoch 2",
        loss,
        speed,
        Map.of());
  }

  private static RunRecord run(
      RunRecord.Outcome outcome,
      String detail,
      double loss,
      double speed,
      Map<String, Double> metrics) {
    return new RunRecord(
        "f",
        RunSpec.elsewhere(new Imported("a set"), 1),
        outcome,
        detail,
        List.of(new EpochRow(1, 0.1, loss, Double.NaN, 2.4, 88, speed)),
        metrics,
        Map.of(),
        1);
  }

  private static RunRecord completed(Map<String, Double> metrics) {
    return run(RunRecord.Outcome.COMPLETED, "", 2.3, 100, metrics);
  }

  @Test
  void runs_that_diverge_at_one_step_are_alike_whatever_their_speed() {
    assertThat(RunDifference.between(diverged(20, 2.3, 100), diverged(20, 2.3, 90))).isEmpty();
  }

  @Test
  void another_step_or_another_epoch_before_it_is_a_difference() {
    assertThat(RunDifference.between(diverged(20, 2.3, 1), diverged(300, 2.3, 1)).orElseThrow())
        .contains("at step 20 of", " and ", "at step 300 of");
    assertThat(RunDifference.between(diverged(20, 2.3, 1), diverged(20, 2.2, 1)))
        .hasValue("the epochs' numbers");
  }

  @Test
  void a_metric_that_both_have_is_compared_and_one_that_one_has_is_not() {
    RunRecord one = completed(Map.of("test_loss", 1.0));
    assertThat(RunDifference.between(one, one.withMetrics(Map.of("test_loss", 1.5))))
        .hasValue("test_loss 1.0 and 1.5");
    assertThat(
            RunDifference.between(
                one, one.withMetrics(Map.of("test_loss", 1.0, "dead_share", 0.5))))
        .isEmpty();
    assertThat(RunDifference.between(one, diverged(1, 2.3, 1))).hasValue("COMPLETED and DIVERGED");
  }
}
