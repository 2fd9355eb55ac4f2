package org.paperclaims.harness.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param correct the test images that the network was right about, whose share is the metric {@code
 *     test_error}; nothing for a run that did not complete, answers no classes, or was recorded
 *     before this was kept
 */
public record RunRecord(
    String fingerprint,
    RunSpec spec,
    Outcome outcome,
    String detail,
    List<EpochRow> epochs,
    Map<String, Double> metrics,
    Map<String, String> environment,
    double seconds,
    Optional<Correctness> correct) {
  private static final String TEST_ERROR = "test_error";

  public RunRecord {
    detail = ShownText.of(detail);
    epochs = List.copyOf(epochs);
    metrics = java.util.Collections.unmodifiableMap(shown(metrics, number -> number));
    environment = java.util.Collections.unmodifiableMap(shown(environment, ShownText::of));
    if (correct.isPresent() && !isOf(correct.get(), outcome, metrics)) {
      throw new IllegalArgumentException(
          "the bits of the test images say an error of %s, and the run %s with a %s of %s"
              .formatted(correct.get().error(), outcome, TEST_ERROR, metrics.get(TEST_ERROR)));
    }
  }

  /** Make a record without the bits of the test images. */
  public RunRecord(
      String fingerprint,
      RunSpec spec,
      Outcome outcome,
      String detail,
      List<EpochRow> epochs,
      Map<String, Double> metrics,
      Map<String, String> environment,
      double seconds) {
    this(
        fingerprint,
        spec,
        outcome,
        detail,
        epochs,
        metrics,
        environment,
        seconds,
        Optional.empty());
  }

  /** Give the record with other metrics. */
  public RunRecord withMetrics(Map<String, Double> others) {
    return with(others, environment, correct);
  }

  /** Give the record with the test images that the network was right about. */
  public RunRecord withCorrect(Optional<Correctness> found) {
    return with(metrics, environment, found);
  }

  /** Give the record with another environment. */
  public RunRecord withEnvironment(Map<String, String> other) {
    return with(metrics, other, correct);
  }

  private RunRecord with(
      Map<String, Double> numbers, Map<String, String> where, Optional<Correctness> found) {
    return new RunRecord(
        fingerprint, spec, outcome, detail, epochs, numbers, where, seconds, found);
  }

  private static boolean isOf(Correctness correct, Outcome outcome, Map<String, Double> metrics) {
    return outcome == Outcome.COMPLETED
        && Double.valueOf(correct.error()).equals(metrics.get(TEST_ERROR));
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
