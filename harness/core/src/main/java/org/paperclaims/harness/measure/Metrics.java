package org.paperclaims.harness.measure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.paperclaims.harness.run.Protocol;

/** The metrics that there are. To add one, write its file and list it here. */
public final class Metrics {
  private static final List<Metric> ALL =
      Stream.of(TrainingMetrics.ALL, FeatureProbe.METRICS, GradientProbe.METRICS)
          .flatMap(List::stream)
          .toList();

  private Metrics() {}

  /** Give the metrics that records can name, in the order of the documentation. */
  public static List<Metric> all() {
    return ALL;
  }

  /** Find the metric of a name. */
  public static Optional<Metric> named(String name) {
    return ALL.stream().filter(m -> m.name().equals(name)).findFirst();
  }

  /** Give the metrics of a protocol; the first is the one that stands for a run. */
  public static List<Metric> of(Protocol protocol) {
    return ALL.stream().filter(m -> m.protocol() == protocol).toList();
  }
}
