package org.paperclaims.harness.measure;

import java.util.List;
import java.util.Optional;
import org.paperclaims.harness.run.Protocol;

/** Metrics whose names have a part to choose, such as the group of {@code test_error(GROUP)}. */
public interface MetricFamily {
  /** Give how names look, with the part to choose in capitals. */
  String form();

  /** Give the protocol of the runs that have them. */
  default Protocol protocol() {
    return Protocol.TRAIN;
  }

  /** Find the metric of a name, if it is one of these. */
  Optional<Metric> named(String name);

  /**
   * Say why a name of this form names no metric.
   *
   * @return a sentence; empty if the name is of another form, or names one
   */
  default Optional<String> fault(String name) {
    return Optional.empty();
  }

  /** Give those that every run is measured by. */
  default List<ModelMetric> usual() {
    return List.of();
  }
}
