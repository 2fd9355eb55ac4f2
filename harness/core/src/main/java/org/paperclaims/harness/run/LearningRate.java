package org.paperclaims.harness.run;

import java.util.List;

/**
 * A learning rate with drops: at epoch e the rate is {@code initial} times the factor of every drop
 * whose epoch is at most e.
 *
 * @param initial positive
 * @param drops in rising order of epochs
 */
public record LearningRate(double initial, List<Drop> drops) {
  public LearningRate {
    drops = List.copyOf(drops);
  }

  /**
   * A drop.
   *
   * @param epoch from 0 on; the first epoch at the lower rate
   * @param factor what the rate is multiplied by
   */
  public record Drop(int epoch, double factor) {}

  /** Give the rate of an epoch. */
  public double at(int epoch) {
    double rate = initial;
    for (Drop drop : drops) {
      if (epoch >= drop.epoch()) {
        rate *= drop.factor();
      }
    }
    return rate;
  }
}
