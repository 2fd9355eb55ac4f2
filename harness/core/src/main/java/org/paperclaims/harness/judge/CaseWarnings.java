package org.paperclaims.harness.judge;

import java.util.ArrayList;
import java.util.List;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.measure.ChanceLevel;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.RunRecord;

/** Warnings about a case's runs, for the reader of its verdict, whatever was judged of them. */
final class CaseWarnings {
  private CaseWarnings() {}

  /** Give the warnings, as the end of a verdict's reason; empty where there are none. */
  static String of(ClaimCase claimCase, CaseRuns runs) {
    return atChance(claimCase, runs) + alike(claimCase, runs);
  }

  /** Say which arms have runs that ended at chance level, whatever was judged of them. */
  private static String atChance(ClaimCase claimCase, CaseRuns runs) {
    List<String> arms = new ArrayList<>();
    for (Arm arm : claimCase.arms()) {
      List<RunRecord> records = runs.of(arm.name());
      long lost = records.stream().filter(r -> ChanceLevel.isAt(r, arm.dataset().name())).count();
      if (lost > 0) {
        arms.add(lost + " of " + Words.count(records.size(), "run", "runs") + " of " + arm.name());
      }
    }
    return arms.isEmpty()
        ? ""
        : "; warning: "
            + String.join(", ", arms)
            + " ended at chance level, with an error of "
            + Words.number(ChanceLevel.limit(claimCase.dataset().name()).orElse(Double.NaN))
            + " % or more where guessing has "
            + Words.number(ChanceLevel.error(claimCase.dataset().name()).orElse(Double.NaN))
            + " %";
  }

  /**
   * Say which arms have runs that all came to the same numbers. Sign flips may decide them, as they
   * would numbers that no seed can change; but five copies of one run are no five runs.
   */
  private static String alike(ClaimCase claimCase, CaseRuns runs) {
    List<String> arms = new ArrayList<>();
    for (Arm arm : claimCase.arms()) {
      List<RunRecord> records = runs.of(arm.name());
      long guesses =
          records.stream().filter(r -> ChanceLevel.isAt(r, arm.dataset().name())).count();
      // Copies share every number, and not this one alone, which may have few values.
      long different =
          records.stream()
              .map(
                  r ->
                      List.of(
                          r.metrics(), r.epochs().stream().map(EpochRow::withoutSpeed).toList()))
              .distinct()
              .count();
      boolean ended = records.stream().allMatch(r -> !r.metrics().isEmpty());
      if (records.size() > 1 && guesses == 0 && different == 1 && ended) {
        arms.add(records.size() + " runs of " + arm.name());
      }
    }
    return arms.isEmpty()
        ? ""
        : "; warning: the "
            + String.join(" and the ", arms)
            + " came to the same numbers to the last digit, as copies of one run would";
  }
}
