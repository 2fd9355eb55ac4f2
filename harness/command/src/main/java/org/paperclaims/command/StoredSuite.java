package org.paperclaims.command;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.store.StoredVerdict;
import org.paperclaims.harness.suite.Catalogues;
import org.paperclaims.harness.suite.ClaimSuite;
import org.paperclaims.harness.suite.DeclaredBefore;
import org.paperclaims.harness.suite.JudgedBefore;
import org.paperclaims.harness.suite.StoredRecords;
import org.paperclaims.harness.suite.StoredRuns;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuitePlan;
import org.paperclaims.harness.suite.SuiteResult;
import org.paperclaims.harness.suite.SuiteSettings;
import tech.tablesaw.api.Table;

/**
 * A suite that is judged from recorded runs alone; nothing is trained.
 *
 * @param settings with the engines that made the runs, where nobody named any
 */
record StoredSuite(SuiteSettings settings, SuiteResult result) {
  /**
   * Judge the cases that settings choose.
   *
   * @param namesEngine whether somebody named engines; else every one that made records is taken
   *     with the claims that it ran
   */
  static StoredSuite judged(SuiteSettings asked, boolean namesEngine, Consumer<String> notes) {
    return judged(asked, namesEngine, false, notes);
  }

  /**
   * Judge the cases that settings choose.
   *
   * @param isRecorded whether the verdicts will be added to the ledger; without that a number of
   *     seeds of somebody's choice would be a look that leaves no trace, and is refused
   */
  static StoredSuite judged(
      SuiteSettings asked, boolean namesEngine, boolean isRecorded, Consumer<String> notes) {
    LedgerFile ledger = LedgerFile.of(asked.results(), notes);
    List<RunRecord> records = StoredRecords.of(asked.results(), ledger, notes);
    Table rows = ledger.table();
    List<StoredVerdict> verdicts = ledger.verdicts();
    SuiteSettings settings = namesEngine ? asked : asked.withEngines(enginesOf(records));
    JudgedBefore judged = new JudgedBefore(rows, asked.tier());
    SuitePlan declared = SuitePlan.of(Catalogues.all(settings.catalogues()), settings);
    SuitePlan all = judged.asJudged(declared);
    if (settings.seeds().isPresent()) {
      judged.refuseOthersThan(declared);
      if (!isRecorded) {
        SuitePlan own =
            SuitePlan.of(Catalogues.all(settings.catalogues()), settings.withoutSeeds());
        judged.refuseUnrecordedLook(declared, own);
      }
      all = declared;
    }
    StoredRuns runs = new StoredRuns(records);
    SuitePlan plan = namesEngine ? all : withoutIdleEngines(settings, all, runs, records, verdicts);
    DeclaredBefore before = new DeclaredBefore(verdicts, settings.tier());
    ClaimSuite suite = new ClaimSuite(settings, plan, runs, before, judgedCase -> {});
    for (SuiteCase c : plan.cases()) {
      suite.run(c);
    }
    return new StoredSuite(settings, suite.result());
  }

  /** Give the engines that made the records, the busiest first; a usual one if there are none. */
  private static List<String> enginesOf(List<RunRecord> records) {
    Map<String, Long> runs =
        records.stream()
            .filter(r -> !r.spec().madeElsewhere())
            .collect(Collectors.groupingBy(r -> r.spec().engine(), Collectors.counting()));
    List<String> engines =
        runs.keySet().stream()
            .sorted(
                Comparator.comparing((String e) -> runs.getOrDefault(e, 0L))
                    .reversed()
                    .thenComparing(Comparator.naturalOrder()))
            .toList();
    return engines.isEmpty() ? List.of("dl4j") : engines;
  }

  /**
   * Leave out the claims that an engine was never asked to judge, where another engine was: that
   * some of their runs were made for other claims does not make them this engine's. Where no
   * verdict is on record, because a suite was cut short, an engine's own runs say what it was
   * asked.
   */
  private static SuitePlan withoutIdleEngines(
      SuiteSettings settings,
      SuitePlan plan,
      StoredRuns runs,
      List<RunRecord> records,
      List<StoredVerdict> verdicts) {
    Map<String, Set<String>> judged = new HashMap<>();
    for (LastVerdict v : LastVerdict.of(verdicts)) {
      if (v.tier().equals(settings.tier().id())) {
        judged.computeIfAbsent(v.claim(), id -> new HashSet<>()).add(v.engine());
      }
    }
    Set<RunSpec> recorded = records.stream().map(RunRecord::spec).collect(Collectors.toSet());
    ClaimSuite suite = new ClaimSuite(settings, plan, runs);
    Map<String, Set<String>> atWork = new HashMap<>();
    for (SuiteCase c : plan.cases()) {
      if (suite.specs(c).stream().anyMatch(recorded::contains)) {
        atWork.computeIfAbsent(c.claim().id(), id -> new HashSet<>()).add(c.engine());
      }
    }
    Set<String> busiest = Set.of(settings.engines().get(0));
    List<SuiteCase> kept =
        plan.cases().stream()
            .filter(
                c -> {
                  if (c.claimCase().ownEngine().isPresent()) {
                    return true;
                  }
                  String id = c.claim().id();
                  Set<String> engines = judged.getOrDefault(id, atWork.getOrDefault(id, busiest));
                  return engines.contains(c.engine());
                })
            .toList();
    return new SuitePlan(kept, plan.notAttempted());
  }
}
