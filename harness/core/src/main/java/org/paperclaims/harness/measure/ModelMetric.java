package org.paperclaims.harness.measure;

import java.util.OptionalDouble;

/** A metric that is measured of a trained network, and can be measured later of its model. */
public interface ModelMetric extends Metric {
  /** Tell whether every training is measured so, and not only where a claim asks for it. */
  default boolean usual() {
    return true;
  }

  /**
   * Measure.
   *
   * @return empty if the network or its data has nothing to measure
   */
  OptionalDouble measure(TrainedNetwork net);
}
