package org.paperclaims.harness.run;

import java.util.List;

/**
 * A learning rate over the epochs of a training.
 *
 * @param initial positive
 * @param schedule how it falls
 * @param warmup how it begins
 */
public record LearningRate(double initial, Schedule schedule, Warmup warmup) {
  /**
   * Make a learning rate with drops, and no warm-up.
   *
   * @param drops in rising order of epochs
   */
  public LearningRate(double initial, List<Drop> drops) {
    this(initial, new Schedule.Drops(drops), Warmup.NONE);
  }

  /**
   * A drop.
   *
   * @param epoch from 0 on; the first epoch at the lower rate
   * @param factor what the rate is multiplied by
   */
  public record Drop(int epoch, double factor) {}

  /** Give the rate of an epoch, counted from 0. */
  public double at(int epoch) {
    return schedule.at(initial, epoch) * warmup.at(epoch);
  }
}
