package org.paperclaims.harness.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The difference between two records of one run; but for times and machines there is none. */
public final class RunDifference {
  private RunDifference() {}

  /**
   * Compare two records of one run.
   *
   * @return what they differ in, as the end of a sentence that names the two; empty if nothing that
   *     both have differs. A metric, or the answers, that one alone was measured by says nothing.
   */
  public static Optional<String> between(RunRecord one, RunRecord other) {
    if (one.outcome() != other.outcome()) {
      return Optional.of(one.outcome() + " and " + other.outcome());
    }
    // A run that diverged has no numbers at its end: it is known by where it did.
    if (one.outcome() == RunRecord.Outcome.DIVERGED && !one.detail().equals(other.detail())) {
      return Optional.of(one.detail() + " and " + other.detail());
    }
    for (Map.Entry<String, Double> metric : one.metrics().entrySet()) {
      Double there = other.metrics().get(metric.getKey());
      if (there != null && !metric.getValue().equals(there)) {
        return Optional.of(metric.getKey() + " " + metric.getValue() + " and " + there);
      }
    }
    if (!timeless(one).equals(timeless(other))) {
      return Optional.of("the epochs' numbers");
    }
    int images =
        one.correct().isPresent() && other.correct().isPresent()
            ? one.correct().get().differing(other.correct().get())
            : 0;
    return images == 0
        ? Optional.empty()
        : Optional.of("the answers to " + Numbers.count(images) + " test images");
  }

  /** Give the epochs without their speed. */
  private static List<EpochRow> timeless(RunRecord run) {
    return run.epochs().stream().map(EpochRow::withoutSpeed).toList();
  }
}
