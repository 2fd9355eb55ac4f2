package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.judge.CaseRuns;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.stats.TwoSamples;

/**
 * The common part of the runs of a seed: the correlation of two arms over the seeds. Pairing gains
 * what it takes away of the spread, and costs degrees of freedom.
 *
 * @param correlation Pearson's, from -1 to 1
 * @param pairs seeds that it rests on, 3 or more
 */
public record Pairing(double correlation, int pairs) {
  private static final int FEWEST = 3;

  /**
   * Give the correlation of a case with two arms.
   *
   * @return empty for other cases, and for fewer than three seeds that both arms completed
   */
  public static Optional<Pairing> of(Criterion criterion, List<Arm> arms, CaseRuns runs) {
    boolean paired = criterion instanceof Criterion.Effect || criterion instanceof Criterion.Share;
    if (!paired || arms.size() != 2) {
      return Optional.empty();
    }
    Map<Long, Double> first = values(arms.get(0), runs);
    Map<Long, Double> second = values(arms.get(1), runs);
    List<Long> seeds = new ArrayList<>(first.keySet().stream().sorted().toList());
    seeds.retainAll(second.keySet());
    if (seeds.size() < FEWEST) {
      return Optional.empty();
    }
    return Optional.of(
        new Pairing(
            TwoSamples.correlation(
                seeds.stream().mapToDouble(s -> first.getOrDefault(s, 0.0)).toArray(),
                seeds.stream().mapToDouble(s -> second.getOrDefault(s, 0.0)).toArray()),
            seeds.size()));
  }

  private static Map<Long, Double> values(Arm arm, CaseRuns runs) {
    Map<Long, Double> values = new HashMap<>();
    for (RunRecord run : runs.byArm().getOrDefault(arm.name(), List.of())) {
      double value = Metrics.value(arm.metric(), run);
      if (Double.isFinite(value)) {
        values.put(run.spec().seed(), value);
      }
    }
    return values;
  }

  /** Write the correlation with its sign: {@code +0.29}. */
  public String words() {
    return String.format(Locale.ROOT, "%+.2f", correlation);
  }
}
