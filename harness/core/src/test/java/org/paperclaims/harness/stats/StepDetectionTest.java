package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepDetectionTest {
  private static final StepDetection RULE = StepDetection.usual();

  private static double[] noise(Random random, int n) {
    return random.doubles(n, -1, 1).toArray();
  }

  @Test
  void finds_where_a_history_moved() {
    double[] history = noise(new Random(3), 20);
    for (int i = 12; i < 20; i++) {
      history[i] += 5;
    }
    StepDetection.Result.Levels levels = (StepDetection.Result.Levels) RULE.in(history);
    assertThat(levels.steps()).hasSize(1);
    StepDetection.Step step = levels.steps().get(0);
    assertThat(step.at()).isEqualTo(12);
    assertThat(step.after() - step.before()).isCloseTo(5, within(0.8));
  }

  @Test
  void finds_every_level_with_its_own_mean() {
    double[] history = noise(new Random(4), 36);
    for (int i = 12; i < 36; i++) {
      history[i] += i < 24 ? 10 : 4;
    }
    StepDetection.Result.Levels levels =
        (StepDetection.Result.Levels) StepDetection.usual().in(history);
    assertThat(levels.steps().stream().map(StepDetection.Step::at).toList())
        .containsExactly(12, 24);
    StepDetection.Step up = levels.steps().get(0);
    StepDetection.Step down = levels.steps().get(1);
    assertThat(up.before()).isCloseTo(mean(history, 0, 12), within(1e-12));
    assertThat(up.after()).isCloseTo(mean(history, 12, 24), within(1e-12));
    assertThat(down.before()).isEqualTo(up.after());
    assertThat(down.after()).isCloseTo(mean(history, 24, 36), within(1e-12));
    assertThat(up.p()).isPositive().isLessThanOrEqualTo(0.01);
    assertThat(down.p()).isPositive().isLessThanOrEqualTo(0.005);
  }

  @Test
  void finds_the_smaller_steps_on_both_sides_of_the_largest() {
    double[] history = noise(new Random(6), 48);
    double[] levels = {0, 4, 20, 16};
    for (int i = 0; i < 48; i++) {
      history[i] += levels[i / 12];
    }
    assertThat(((StepDetection.Result.Levels) RULE.in(history)).steps())
        .extracting(StepDetection.Step::at)
        .containsExactly(12, 24, 36);
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElseThrow();
  }

  @Test
  void finds_a_step_three_numbers_before_the_end_and_none_later() {
    double[] history = new double[20];
    for (int i = 0; i < 20; i++) {
      history[i] = i % 2 + (i >= 17 ? 9 : 0);
    }
    assertThat(((StepDetection.Result.Levels) StepDetection.usual().in(history)).steps())
        .extracting(StepDetection.Step::at)
        .containsExactly(17);
    history[17] -= 9;
    assertThat(((StepDetection.Result.Levels) StepDetection.usual().in(history)).steps())
        .extracting(StepDetection.Step::at)
        .doesNotContain(18, 19);
  }

  @Test
  void says_when_there_is_not_enough_data() {
    assertThat(RULE.in(1, 1, 1, 9, 9, 9))
        .isInstanceOfSatisfying(
            StepDetection.Result.NotEnoughData.class,
            not -> {
              assertThat(not.found()).isEqualTo(6);
              assertThat(not.needed()).isGreaterThan(6);
            });
  }

  @Test
  void sees_no_step_in_numbers_that_do_not_move() {
    assertThat(RULE.in(new double[12]))
        .isEqualTo(new StepDetection.Result.Levels(java.util.List.of()));
  }

  @Test
  void rarely_finds_a_step_in_noise() {
    Random random = new Random(5);
    int found = 0;
    for (int trial = 0; trial < 200; trial++) {
      found += ((StepDetection.Result.Levels) RULE.in(noise(random, 15))).steps().isEmpty() ? 0 : 1;
    }
    assertThat(found).isLessThanOrEqualTo(7);
  }
}
