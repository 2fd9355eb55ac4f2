package org.paperclaims.harness.judge;

import java.util.List;
import java.util.Optional;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.measure.ChanceLevel;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.RunRecord;

/** Why the runs of a case say nothing, so that its verdict is INVALID. */
final class CaseProblem {
  private CaseProblem() {}

  /** Say why nothing can be said; empty where something can. */
  static Optional<String> of(Claim claim, ClaimCase claimCase, CaseRuns runs) {
    int n = runs.seeds();
    for (Arm arm : claimCase.arms()) {
      List<RunRecord> records = runs.of(arm.name());
      if (n == 0 || (records.size() != n && !mayEnd(claim, claimCase, arm, records.size()))) {
        return Optional.of(
            "Arm "
                + arm.name()
                + " has "
                + Words.count(records.size(), "run", "runs")
                + ", but every arm needs the same seeds, "
                + claimCase.seeds().size()
                + " in all.");
      }
      for (int i = 0; i < records.size(); i++) {
        Optional<String> wrong = ofRun(claimCase, arm, records.get(i), i);
        if (wrong.isEmpty() && claim.criterion().isAboutImages()) {
          wrong = unanswered(arm, records.get(i));
        }
        if (wrong.isEmpty() && claim.criterion().isAboutPairs()) {
          wrong = counted(claim.criterion(), arm, records.get(i));
        }
        if (wrong.isEmpty() && claimCase.arms().size() > 1) {
          wrong = countedAndLost(claimCase, arm, records.get(i));
        }
        if (wrong.isPresent()) {
          return wrong;
        }
      }
    }
    return ofLook(claimCase, n);
  }

  /** Tell whether an arm may have ended at an earlier look, as a beaten arm of an ordering does. */
  private static boolean mayEnd(Claim claim, ClaimCase claimCase, Arm arm, int seeds) {
    return claim.criterion() instanceof Criterion.Ordering ordering
        && !arm.name().equals(ordering.best())
        && Look.of(claimCase, seeds).isPresent();
  }

  private static Optional<String> ofRun(ClaimCase claimCase, Arm arm, RunRecord record, int index) {
    String run = "The run of arm " + arm.name() + " with seed " + record.spec().seed();
    if (record.outcome() == RunRecord.Outcome.FAILED) {
      return Optional.of(run + " failed: " + record.detail());
    }
    if (index < claimCase.seeds().size() && claimCase.seeds().get(index) != record.spec().seed()) {
      return Optional.of(
          run + " stands where the record declares seed " + claimCase.seeds().get(index) + ".");
    }
    Optional<String> picked = picked(claimCase, arm, record);
    if (picked.isPresent()) {
      return picked;
    }
    double value = Metrics.value(arm.metric(), record);
    if (record.outcome() == RunRecord.Outcome.COMPLETED && Double.isNaN(value)) {
      return Optional.of(run + " completed without a " + arm.metric() + ".");
    }
    return Optional.empty();
  }

  /** Refuse some of the runs that were imported together: nobody chooses after looking. */
  private static Optional<String> picked(ClaimCase claimCase, Arm arm, RunRecord record) {
    int declared = claimCase.seeds().size();
    int told = Imported.runs(record.environment()).orElse(declared);
    return !record.spec().madeElsewhere() || told == declared
        ? Optional.empty()
        : Optional.of(
            "The record declares "
                + Words.count(declared, "seed", "seeds")
                + ", and "
                + Words.count(told, "run was", "runs were")
                + " imported as "
                + record.spec().imported().name()
                + " for arm "
                + arm.name()
                + ": all of them are judged, or none.");
  }

  /** Refuse pairs of runs that have only their places in two files in common. */
  private static Optional<String> counted(Criterion criterion, Arm arm, RunRecord record) {
    return record.spec().madeElsewhere() && Imported.isCounted(record.environment())
        ? Optional.of(
            "The runs of "
                + record.spec().imported().name()
                + " for arm "
                + arm.name()
                + " were imported without seeds and numbered by their places, which makes no pairs; "
                + (criterion instanceof Criterion.Trend
                    ? "a trend is one within seeds, so import them again with seeds"
                    : "declare test: welch, which needs none, or import them again with seeds")
                + ", of which 'seed' in --columns says where they are.")
        : Optional.empty();
  }

  /**
   * Refuse a run that was numbered by its place and did not train: ranks and counts decide then,
   * over the pairs that its place would make.
   */
  private static Optional<String> countedAndLost(ClaimCase claimCase, Arm arm, RunRecord record) {
    boolean counted = record.spec().madeElsewhere() && Imported.isCounted(record.environment());
    boolean lost =
        record.outcome() == RunRecord.Outcome.DIVERGED
            || ChanceLevel.isAt(record, claimCase.dataset().name());
    return counted && lost
        ? Optional.of(
            "A run of "
                + record.spec().imported().name()
                + " for arm "
                + arm.name()
                + " diverged or ended at chance level, and the runs were numbered by their places: what"
                + " decides then goes by pairs, and places make none. Import them again with seeds, of"
                + " which 'seed' in --columns says where they are.")
        : Optional.empty();
  }

  private static Optional<String> unanswered(Arm arm, RunRecord record) {
    return record.outcome() == RunRecord.Outcome.COMPLETED && record.correct().isEmpty()
        ? Optional.of(
            "The run of arm "
                + arm.name()
                + " with seed "
                + record.spec().seed()
                + " does not tell which test images it was right about, and has no model that could;"
                + " train it again in another results folder.")
        : Optional.empty();
  }

  private static Optional<String> ofLook(ClaimCase claimCase, int n) {
    int declared = claimCase.seeds().size();
    if (claimCase.seedRule() instanceof SeedRule.Looks rule) {
      return rule.looks().contains(n)
          ? Optional.empty()
          : Optional.of(
              "The record declares looks at "
                  + rule.looks()
                  + " seeds, and there are runs of "
                  + n
                  + ".");
    }
    if (n == declared) {
      return Optional.empty();
    }
    return Optional.of(
        "The record declares "
            + Words.count(declared, "seed", "seeds")
            + ", and there are runs of "
            + n
            + (n > declared
                ? ": adding seeds after looking needs a rule declared ahead, seeds: {looks: ["
                    + declared
                    + ", "
                    + n
                    + "], spending: obrien-fleming}."
                : ": the verdict waits for all of them."));
  }
}
