package org.paperclaims.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.judge.LookCost;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuitePlan;

/**
 * The runs of cases that declare the same looks, and have the same alpha.
 *
 * @param alpha one-sided, after the correction that the claim declares over its cases
 * @param runs of all of these cases at the last look, those that cases share counted for each
 */
record LooksRow(SeedRule.Looks rule, double alpha, LookCost cost, int cases, int runs) {
  private record Design(SeedRule.Looks rule, double alpha) {}

  /** Give a row for each design of a plan that has looks. */
  static List<LooksRow> of(SuitePlan plan) {
    Map<Design, List<SuiteCase>> designs = new LinkedHashMap<>();
    for (SuiteCase c : plan.cases()) {
      if (c.claimCase().seedRule() instanceof SeedRule.Looks rule) {
        designs
            .computeIfAbsent(new Design(rule, PowerRow.alpha(c, plan)), d -> new ArrayList<>())
            .add(c);
      }
    }
    List<LooksRow> rows = new ArrayList<>();
    designs.forEach(
        (design, cases) ->
            rows.add(
                new LooksRow(
                    design.rule,
                    design.alpha,
                    LookCost.of(design.rule, design.alpha),
                    cases.size(),
                    cases.stream()
                        .mapToInt(c -> c.claimCase().arms().size() * design.rule.last())
                        .sum())));
    return rows;
  }

  /** Give the runs that are expected where each case needs so many seeds. */
  long runs(double seeds) {
    return Math.round(runs * seeds / cost.most());
  }

  String looks() {
    return rule.looks().stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Write the row as a line of a table. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%8d %8d %8d %8.4f %6d  %s by %s",
        runs(cost.withNothing()),
        runs(cost.withEffect()),
        runs,
        alpha,
        cases,
        looks(),
        rule.spending().id());
  }
}
