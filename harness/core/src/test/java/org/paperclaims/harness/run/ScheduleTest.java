package org.paperclaims.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void drops_multiply_from_their_epoch_on() {
    LearningRate rate =
        new LearningRate(
            0.1, List.of(new LearningRate.Drop(2, 0.1), new LearningRate.Drop(3, 0.5)));
    assertThat(rates(rate, 5))
        .containsExactly(0.1, 0.1, 0.1 * 0.1, 0.1 * 0.1 * 0.5, 0.1 * 0.1 * 0.5);
  }

  /** StepLR(step_size=2, gamma=0.94). */
  @Test
  void an_exponential_schedule_is_a_staircase() {
    double[] found = rates(rate(new Schedule.Exponential(2, 0.94)), 5);
    double once = 0.045 * 0.94;
    assertThat(found)
        .containsExactly(new double[] {0.045, 0.045, once, once, once * 0.94}, within(1e-15));
  }

  /** CosineAnnealingLR(T_max=4), stepped once an epoch. */
  @Test
  void a_cosine_falls_from_the_whole_rate_towards_nothing() {
    double[] found = rates(rate(new Schedule.Cosine(4)), 4);
    double root = Math.sqrt(0.5);
    assertThat(found)
        .containsExactly(
            new double[] {0.045, 0.045 * (1 + root) / 2, 0.045 / 2, 0.045 * (1 - root) / 2},
            within(1e-15));
  }

  @Test
  void a_warm_up_lowers_the_first_epochs_and_moves_no_drop() {
    LearningRate rate =
        new LearningRate(
            0.1, new Schedule.Drops(List.of(new LearningRate.Drop(2, 0.1))), new Warmup(1, 0.1));
    assertThat(rates(rate, 3)).containsExactly(0.1 * 0.1, 0.1, 0.1 * 0.1);
  }

  @Test
  void refuses_a_decay_every_0_epochs_and_a_cosine_of_none() {
    assertThatThrownBy(() -> new Schedule.Exponential(0, 0.94)).hasMessageContaining("found 0");
    assertThatThrownBy(() -> new Schedule.Cosine(0)).hasMessageContaining("found 0");
  }

  private static LearningRate rate(Schedule schedule) {
    return new LearningRate(0.045, schedule, Warmup.NONE);
  }

  private static double[] rates(LearningRate rate, int epochs) {
    return IntStream.range(0, epochs).mapToDouble(rate::at).toArray();
  }
}
