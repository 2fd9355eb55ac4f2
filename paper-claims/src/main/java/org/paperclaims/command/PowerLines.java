package org.paperclaims.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.stats.Power;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuitePlan;

/** Which effects the seeds of a plan can show, as lines of a table. */
final class PowerLines {
  private PowerLines() {}

  private record Design(int seeds, double alpha) {}

  /**
   * Give a line for each number of seeds and alpha of the plan, after the correction that the claim
   * declares over its cases (Bonferroni's bound for Holm's rule), and how many cases have it.
   * Effects are those of a paired t test, in standard deviations of the pairs' differences; levels
   * are left out, because their margin is not an effect.
   */
  static List<String> of(SuitePlan plan) {
    TreeMap<Design, Integer> designs =
        new TreeMap<>(
            java.util.Comparator.comparingInt(Design::seeds).thenComparingDouble(Design::alpha));
    for (SuiteCase c : plan.cases()) {
      if (!(c.claim().criterion() instanceof Criterion.Level)) {
        designs.merge(new Design(c.claimCase().seeds().size(), alpha(c, plan)), 1, Integer::sum);
      }
    }
    List<String> lines = new ArrayList<>();
    designs.forEach(
        (design, cases) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%5d %8.4f %10s %8s %6d",
                    design.seeds,
                    design.alpha,
                    effect(design, 0.5),
                    effect(design, Power.USUAL),
                    cases)));
    return lines;
  }

  private static double alpha(SuiteCase c, SuitePlan plan) {
    if (c.claim().correction() == Correction.NONE) {
      return c.claim().criterion().alpha();
    }
    long family =
        plan.cases().stream()
            .filter(o -> o.claim().equals(c.claim()) && Objects.equals(o.engine(), c.engine()))
            .count();
    return c.claim().criterion().alpha() / family;
  }

  private static String effect(Design design, double power) {
    return design.seeds < 2
        ? "none"
        : String.format(Locale.ROOT, "%.2f", Power.detectable(design.seeds, design.alpha, power));
  }
}
