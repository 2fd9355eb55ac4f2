package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The moving averages of a learner's weights and running statistics. To compute with them their
 * numbers change places with the weights', because a network's calls read one memory.
 */
final class Averages {
  private final Tensor weights;
  private final Tensor average;
  private final Tensor statistics;
  private final Tensor averageStatistics;
  private boolean shown;

  Averages(Tensor weights, Tensor average, Tensor statistics, Tensor averageStatistics) {
    this.weights = weights;
    this.average = average;
    this.statistics = statistics;
    this.averageStatistics = averageStatistics;
  }

  /** Begin with the weights and statistics as they are. */
  void begin() {
    average.copy_(weights);
    averageStatistics.copy_(statistics);
  }

  /** Move the running statistics' averages towards them, a share of the way. */
  @SuppressWarnings("try") // the guard works by being open
  void followStatistics(double share) {
    try (NoGradGuard guard = new NoGradGuard()) {
      averageStatistics.lerp_(statistics, new Scalar(share));
    }
  }

  /** Let averages and weights change places, unless they lie as is asked for. */
  @SuppressWarnings("try") // the guard works by being open
  void show(boolean wanted) {
    if (shown == wanted) {
      return;
    }
    try (NoGradGuard guard = new NoGradGuard()) {
      exchange(weights, average);
      exchange(statistics, averageStatistics);
    }
    shown = wanted;
  }

  private static void exchange(Tensor one, Tensor other) {
    Tensor copy = one.clone();
    one.copy_(other);
    other.copy_(copy);
  }
}
