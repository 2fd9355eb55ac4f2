package org.paperclaims.harness.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a run.
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
    epochs = List.copyOf(epochs);
    metrics = java.util.Collections.unmodifiableMap(new TreeMap<>(metrics));
    environment = java.util.Collections.unmodifiableMap(new TreeMap<>(environment));
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
