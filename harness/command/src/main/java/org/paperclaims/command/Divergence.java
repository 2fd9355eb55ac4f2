package org.paperclaims.command;

import java.util.List;
import java.util.Optional;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.RunRecord;

/** How two runs that diverged did so: they have no numbers at their ends that could be compared. */
final class Divergence {
  private Divergence() {}

  /**
   * Say how the second of two runs that diverged went another way.
   *
   * @return empty if both did at the same step after the same epochs, or did not diverge
   */
  static Optional<String> fault(RunRecord first, RunRecord again) {
    if (first.outcome() != RunRecord.Outcome.DIVERGED
        || again.outcome() != RunRecord.Outcome.DIVERGED) {
      return Optional.empty();
    }
    if (!first.detail().equals(again.detail())) {
      return Optional.of(
          "it diverged otherwise: recorded %s, now %s".formatted(first.detail(), again.detail()));
    }
    return numbers(first).equals(numbers(again))
        ? Optional.empty()
        : Optional.of("the epochs before it diverged had other numbers");
  }

  /** Give the epochs without their speed. */
  private static List<EpochRow> numbers(RunRecord run) {
    return run.epochs().stream().map(EpochRow::withoutSpeed).toList();
  }
}
