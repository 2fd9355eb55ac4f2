package org.paperclaims.harness.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.train.Control;

class SuiteCounterTest {
  private final AtomicLong nanos = new AtomicLong();
  private final SuiteCounter suite = new SuiteCounter(nanos::get);

  private void at(int second) {
    nanos.set(second * 1_000_000_000L);
  }

  private void step(int seed, int percent) {
    suite.step(run(seed), new Control.Step(1, 1, percent, 100, 2, 100, 100.0 - percent));
  }

  private static RunSpec run(int seed) {
    return Bench.training(seed, 1);
  }

  private double left() {
    return suite.secondsLeft().orElse(Double.NaN);
  }

  @Test
  void runs_at_work_count_by_what_is_done_of_them() {
    suite.planned(10, 0);
    step(1, 0);
    step(2, 0);
    assertThat(suite.secondsLeft()).as("no run has ended").isEmpty();
    at(100);
    suite.ended(run(1), false, true);
    suite.ended(run(2), false, true);
    step(3, 0);
    step(4, 0);
    assertThat(left()).as("two at a time, a hundred seconds each").isEqualTo(400);
    at(150);
    step(3, 50);
    step(4, 50);
    assertThat(left()).isCloseTo(350, within(1e-9));
  }

  @Test
  void work_of_an_earlier_process_says_nothing_of_speed_and_is_done() {
    suite.planned(3, 1);
    suite.ended(run(1), true, true);
    step(2, 90);
    at(10);
    suite.ended(run(2), false, true);
    assertThat(left()).as("a tenth in ten seconds").isCloseTo(100, within(1e-9));
  }

  @Test
  void runs_that_other_processes_end_count_whole() {
    suite.planned(3, 0);
    at(10);
    suite.ended(run(1), true, true);
    assertThat(left()).isEqualTo(20);
  }
}
