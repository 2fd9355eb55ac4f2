package org.paperclaims.harness.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The outcome of a run.
 *
 * @param fingerprint of the spec
 * @param outcome how it ended
 * @param detail why it ended so; empty when it completed, but for a model that was given
 * @param epochs one row an epoch, in order; fewer than the recipe's if it did not complete
 * @param metrics final numbers by name, in alphabetical order; empty if it did not complete
 * @param environment what it ran on: commit, dirtiness, CPU, GPU, driver, library versions, JVM,
 *     threads; by name, in alphabetical order
 * @param seconds spent in training and measuring, over all attempts
 */
public record RunRecord(
    String fingerprint,
    RunSpec spec,
    Outcome outcome,
    String detail,
    List<EpochRow> epochs,
    Map<String, Double> metrics,
    Map<String, String> environment,
    double seconds) {
  public RunRecord {
    detail = ShownText.of(detail);
    epochs = List.copyOf(epochs);
    metrics = java.util.Collections.unmodifiableMap(shown(metrics, number -> number));
    environment = java.util.Collections.unmodifiableMap(shown(environment, ShownText::of));
  }

  /** A record may be a stranger's, and its texts go to terminals and pages. */
  private static <V> TreeMap<String, V> shown(Map<String, V> map, UnaryOperator<V> value) {
    TreeMap<String, V> shown = new TreeMap<>();
    map.forEach((name, v) -> shown.put(ShownText.of(name), value.apply(v)));
    return shown;
  }

  /** How a run ended. */
  public enum Outcome {
    /** Every epoch was trained and measured. */
    COMPLETED,
    /** The loss became infinite or not a number: an outcome of the training, of the worst rank. */
    DIVERGED,
    /** The engine or the data failed; says nothing about the claim. */
    FAILED
  }
}
