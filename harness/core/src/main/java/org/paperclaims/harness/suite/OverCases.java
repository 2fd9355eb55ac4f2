package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.stats.Differences;
import org.paperclaims.harness.stats.Interval;
import org.paperclaims.harness.stats.RandomEffects;
import org.paperclaims.harness.stats.Sample;

/**
 * The mean gain over the cases of a claim about control and treatment. It decides nothing.
 *
 * @param effects of the cases that have a mean with an error
 * @param cases how many there are in all
 * @param confidence of the interval
 */
public record OverCases(RandomEffects effects, int cases, double confidence) {
  private static final int FEW = 5;

  /**
   * Join the cases of one claim that an engine has run.
   *
   * @return empty for other criteria, and where fewer than two cases have a mean with an error: all
   *     of its runs completed, and their gains vary
   */
  public static Optional<OverCases> of(List<CaseResult> cases) {
    List<RandomEffects.Estimate> estimates = new ArrayList<>();
    for (CaseResult result : cases) {
      gains(result)
          .filter(Sample::hasSpread)
          .ifPresent(s -> estimates.add(new RandomEffects.Estimate(s.mean(), s.standardError())));
    }
    return estimates.size() < 2
        ? Optional.empty()
        : Optional.of(
            new OverCases(
                RandomEffects.of(estimates),
                cases.size(),
                1 - cases.get(0).claim().criterion().alpha()));
  }

  private static Optional<Sample> gains(CaseResult result) {
    Criterion criterion = result.claim().criterion();
    boolean paired = criterion instanceof Criterion.Effect || criterion instanceof Criterion.Share;
    List<Arm> arms = result.claimCase().arms();
    if (!paired || arms.size() != 2) {
      return Optional.empty();
    }
    double[] control = values(result, Arm.Role.CONTROL);
    double[] treatment = values(result, Arm.Role.TREATMENT);
    if (control.length == 0 || control.length != treatment.length) {
      return Optional.empty();
    }
    Differences gains =
        criterion.better() == Direction.LOWER
            ? Differences.of(control, treatment)
            : Differences.of(treatment, control);
    return gains.isFinite() ? Optional.of(gains.sample()) : Optional.empty();
  }

  private static double[] values(CaseResult result, Arm.Role role) {
    for (Arm arm : result.claimCase().arms()) {
      if (arm.role() == role) {
        List<RunRecord> runs = result.runs().byArm().getOrDefault(arm.name(), List.of());
        double[] values = runs.stream().mapToDouble(r -> Metrics.value(arm.metric(), r)).toArray();
        boolean known = runs.stream().allMatch(r -> r.outcome() == RunRecord.Outcome.COMPLETED);
        return known ? values : new double[0];
      }
    }
    return new double[0];
  }

  /** Say the mean over the cases, with what few cases leave open. */
  public String words() {
    Interval interval = effects.interval(confidence);
    int left = cases - effects.cases();
    return String.format(
        Locale.ROOT,
        "Over %d cases of the claim the mean gain is %.3g, %.0f %% interval %.3g to %.3g (random"
            + " effects, Hartung-Knapp-Sidik-Jonkman), with a standard deviation of %.3g between"
            + " cases.%s%s It decides nothing.",
        effects.cases(),
        effects.mean(),
        100 * confidence,
        interval.low(),
        interval.high(),
        effects.spread(),
        left == 0
            ? ""
            : " Left out "
                + (left == 1 ? "is 1 case" : "are " + left + " cases")
                + " without a spread over complete pairs.",
        effects.cases() < FEW ? " Fewer than five cases hardly tell how much cases differ." : "");
  }
}
