package org.paperclaims.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.judge.LevelReach;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuitePlan;

/** How little the runs of a case may vary for its published number to be met. */
record LevelRow(SuiteCase suiteCase, double margin, LevelReach reach) {
  /** Give a row for each case of a plan that is about a published number. */
  static List<LevelRow> of(SuitePlan plan) {
    List<LevelRow> rows = new ArrayList<>();
    for (SuiteCase c : plan.cases()) {
      if (c.claim().criterion() instanceof Criterion.Level level) {
        rows.add(
            new LevelRow(
                c,
                level.margin(),
                LevelReach.of(level, c.claimCase().seeds().size(), PowerRow.alpha(c, plan))));
      }
    }
    return rows;
  }

  int seeds() {
    return suiteCase.claimCase().seeds().size();
  }

  /** Write the row as a line of a table. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%5d %8s %8.3f %8.3f  %s",
        seeds(),
        margin,
        reach.now(),
        reach.ever(),
        suiteCase.displayName());
  }
}
