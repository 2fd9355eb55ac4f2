package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.reports.chart.ArmSeries;
import org.paperclaims.reports.chart.GainSeries;

/** The gains, seed by seed, that a verdict about a comparison is about. */
final class Gains {
  private Gains() {}

  /**
   * Give the gains of a case: of each treatment over the control, or of the best arm of an ordering
   * over each other one.
   *
   * @param series of the case's arms, in their order
   * @return none where arms are not compared seed by seed
   */
  static List<GainSeries> of(CaseResult result, List<ArmSeries> series) {
    Criterion criterion = result.claim().criterion();
    boolean lower = criterion.better() == Direction.LOWER;
    List<Arm> arms = result.claimCase().arms();
    List<GainSeries> gains = new ArrayList<>();
    if (criterion instanceof Criterion.Ordering ordering) {
      int best = arms.stream().map(Arm::name).toList().indexOf(ordering.best());
      for (int i = 0; i < arms.size(); i++) {
        if (best >= 0 && i != best) {
          add(gains, i, between(series.get(best).bySeed(), series.get(i).bySeed(), lower));
        }
      }
    } else if (criterion instanceof Criterion.Effect || criterion instanceof Criterion.Share) {
      int control = arms.stream().map(Arm::role).toList().indexOf(Arm.Role.CONTROL);
      for (int i = 0; i < arms.size(); i++) {
        if (control >= 0 && arms.get(i).role() == Arm.Role.TREATMENT) {
          add(gains, i, between(series.get(i).bySeed(), series.get(control).bySeed(), lower));
        }
      }
    }
    return gains;
  }

  private static void add(List<GainSeries> gains, int arm, SortedMap<Long, Double> bySeed) {
    if (!bySeed.isEmpty()) {
      gains.add(new GainSeries(arm, bySeed));
    }
  }

  /**
   * Give how much better one is than another in each seed that both have.
   *
   * @param lower whether lower values are better
   */
  static SortedMap<Long, Double> between(
      Map<Long, Double> one, Map<Long, Double> other, boolean lower) {
    SortedMap<Long, Double> gains = new TreeMap<>();
    one.forEach(
        (seed, value) -> {
          Double before = other.get(seed);
          if (before != null) {
            gains.put(seed, lower ? before - value : value - before);
          }
        });
    return gains;
  }
}
