package org.paperclaims.harness.judge;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.measure.ChanceLevel;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.stats.Differences;

/**
 * The metric of every run of a case, turned so that higher speaks for the claim. A run that
 * diverged, or never reached what its metric counts the epochs to, has the worst value of all:
 * minus infinity, or infinity where the claim is that a metric gets worse.
 */
final class CaseValues {
  private final Map<String, double[]> byArm;
  private final Map<String, boolean[]> lost;
  private final int n;
  private final boolean lostIsWorse;
  private final Optional<ImageGains> images;

  private CaseValues(
      Map<String, double[]> byArm,
      Map<String, boolean[]> lost,
      int n,
      boolean lostIsWorse,
      Optional<ImageGains> images) {
    this.byArm = byArm;
    this.lost = lost;
    this.n = n;
    this.lostIsWorse = lostIsWorse;
    this.images = images;
  }

  static CaseValues of(Criterion criterion, ClaimCase claimCase, CaseRuns runs, int n) {
    Map<String, double[]> byArm = new LinkedHashMap<>();
    Map<String, boolean[]> lost = new LinkedHashMap<>();
    for (Arm arm : claimCase.arms()) {
      List<RunRecord> records = runs.byArm().getOrDefault(arm.name(), List.of());
      int runsOfArm = Math.min(n, records.size());
      double[] values = new double[runsOfArm];
      boolean[] atChance = new boolean[runsOfArm];
      for (int i = 0; i < runsOfArm; i++) {
        values[i] = value(criterion, arm, records.get(i));
        atChance[i] =
            ChanceLevel.isError(arm.metric())
                && ChanceLevel.isAt(records.get(i), arm.dataset().name());
      }
      byArm.put(arm.name(), values);
      lost.put(arm.name(), atChance);
    }
    return new CaseValues(
        byArm,
        lost,
        n,
        // Those that are counted have an error, of which less is better by itself.
        criterion.better() == Direction.LOWER,
        criterion.isAboutImages()
            ? ImageGains.of(claimCase, runs, criterion.better())
            : Optional.empty());
  }

  private static double value(Criterion criterion, Arm arm, RunRecord record) {
    double value =
        record.outcome() == RunRecord.Outcome.DIVERGED
            ? Double.NaN
            : Metrics.value(arm.metric(), record);
    if (!Double.isFinite(value)) {
      // A goal that a run never reached ranks as a run that diverged.
      return isTurned(criterion, arm.metric())
          ? Double.POSITIVE_INFINITY
          : Double.NEGATIVE_INFINITY;
    }
    return criterion.better() == Direction.LOWER ? -value : value;
  }

  /**
   * Tell whether a claim is that runs get worse at what they are trained for: that an error or a
   * loss grows, or a goal is reached later. The usual direction of other metrics, such as slopes,
   * says nothing of a run that diverged, which stays the worst.
   */
  static boolean isTurned(Criterion criterion, String metric) {
    return Metrics.named(metric)
        .filter(m -> m.isWorstWhereDiverged() && m.heading().better() != criterion.better())
        .isPresent();
  }

  int n() {
    return n;
  }

  double[] of(String arm) {
    double[] values = byArm.get(arm);
    if (values == null) {
      throw new IllegalArgumentException("the case has no arm " + arm);
    }
    return values.clone();
  }

  /**
   * Give what an arm gains over another, seed by seed: infinite where one of the two diverged, not
   * a number where both did, which says nothing of either.
   */
  Differences gains(String arm, String over) {
    return Differences.of(of(arm), of(over));
  }

  /** Tell which runs of an arm ended at chance level; none where another metric is judged. */
  boolean[] lost(String arm) {
    return lost.getOrDefault(arm, new boolean[n]).clone();
  }

  /**
   * Set the runs of an arm against those of another, of the seeds that both have. Only an effect
   * can be about images, and it has two arms alone.
   */
  Contrast contrast(String arm, String over) {
    int both = Math.min(of(arm).length, of(over).length);
    return new Contrast(
        Arrays.copyOf(of(arm), both),
        Arrays.copyOf(of(over), both),
        Arrays.copyOf(lost(arm), both),
        Arrays.copyOf(lost(over), both),
        lostIsWorse,
        images);
  }
}
