package org.paperclaims.harness.catalogue;

import java.util.List;
import java.util.stream.Stream;
import org.paperclaims.harness.run.Protocol;

/** Which metrics the records of a protocol have; {@link Protocol} says what they mean. */
final class Metrics {
  private static final List<String> TRAIN =
      List.of(
          "test_error",
          "best_test_error",
          "test_loss",
          "train_loss",
          "train_error",
          "train_loss_auc");
  private static final List<String> FEATURES = List.of("feature_cosine", "effective_rank");
  private static final List<String> GRADIENTS = List.of("gradient_growth");

  private Metrics() {}

  static List<String> of(Protocol protocol) {
    return switch (protocol) {
      case TRAIN -> TRAIN;
      case FEATURES -> FEATURES;
      case GRADIENTS -> GRADIENTS;
    };
  }

  /**
   * Give the metrics of a protocol in the unit of one of them, which can be compared with it:
   * errors with errors and losses with losses.
   */
  static List<String> comparable(Protocol protocol, String metric) {
    return of(protocol).stream().filter(m -> unit(m).equals(unit(metric))).toList();
  }

  private static String unit(String metric) {
    return metric.endsWith("_error") ? "error" : metric.contains("_loss") ? "loss" : metric;
  }

  static List<String> names() {
    return Stream.of(Protocol.values()).flatMap(p -> of(p).stream()).toList();
  }
}
