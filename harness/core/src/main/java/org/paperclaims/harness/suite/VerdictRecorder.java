package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.paperclaims.harness.lab.Environment;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.Ledger;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.store.VerdictRow;

/** Adds verdicts to a ledger. */
public final class VerdictRecorder {
  private VerdictRecorder() {}

  /**
   * Add the verdicts of a suite that was judged from recorded runs. A case of which runs are
   * missing or failed is left out: it has no verdict that would stand.
   *
   * @param report is told what was left out
   * @return how many were added
   */
  public static int record(SuiteSettings settings, SuiteResult result, Consumer<String> report) {
    List<CaseResult> whole = new ArrayList<>();
    for (CaseResult c : result.cases()) {
      List<RunRecord> runs = c.runs().byArm().values().stream().flatMap(List::stream).toList();
      boolean failed = runs.stream().anyMatch(r -> r.outcome() == RunRecord.Outcome.FAILED);
      if (runs.isEmpty() || failed) {
        report.accept(
            c.suiteCase().displayName()
                + ": no verdict is recorded, as runs of it are missing or failed");
      } else {
        whole.add(c);
      }
    }
    if (!whole.isEmpty()) {
      Map<String, String> environment = Environment.capture();
      try (RunStore store = RunStore.open(settings.results(), report, settings.lease())) {
        whole.forEach(c -> add(store.ledger(), c, environment));
      }
    }
    return whole.size();
  }

  static void add(Ledger ledger, CaseResult c, Map<String, String> environment) {
    ledger.add(
        new VerdictRow(
            c.claim().id(),
            c.claimCase().name(),
            c.tier().id(),
            c.engine(),
            c.claim().criterion().metric(),
            c.judgement(),
            Optional.of(DeclaredBefore.declaration(c.suiteCase(), c.tier())),
            environment));
  }
}
