package org.paperclaims.harness.benchmarks;

import java.util.stream.DoubleStream;

/** Repeated measurements of one thing, such as the seconds that a step takes. */
final class Sample {
  private final double[] sorted;

  private Sample(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Take measurements together.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Sample of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    return new Sample(sorted);
  }

  /** Give the one in the middle; of an even number, the larger of the two there. */
  double median() {
    return sorted[sorted.length / 2];
  }

  /** Give the smallest. */
  double least() {
    return sorted[0];
  }
}
