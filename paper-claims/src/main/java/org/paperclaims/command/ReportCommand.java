package org.paperclaims.command;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.suite.Catalogues;
import org.paperclaims.harness.suite.ClaimSuite;
import org.paperclaims.harness.suite.StoredRecords;
import org.paperclaims.harness.suite.StoredRuns;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuitePlan;
import org.paperclaims.harness.suite.SuiteResult;
import org.paperclaims.harness.suite.SuiteSettings;
import org.paperclaims.harness.suite.VerdictTable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** {@code claims report}: verdicts and report from the recorded runs alone; nothing is trained. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Judge the claims from the recorded runs alone and write the report. Needs neither the data nor an",
      "engine; cases whose runs are not all recorded are shown as NOT_ATTEMPTED. A results folder of which",
      "nothing but ledger.csv was kept is enough."
    },
    footer = {
      "",
      "Examples:",
      "  claims report --tier reduced --results /shared/results",
      "  claims report --tier reduced --engine torch --results docs/evidence/cifar10"
    })
final class ReportCommand implements Callable<Integer> {
  @Mixin private final SuiteOptions options = new SuiteOptions();
  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    SuiteSettings settings = options.settings();
    SuitePlan plan = SuitePlan.of(Catalogues.all(settings.catalogues()), settings);
    PrintWriter out = Output.of(spec);
    PrintWriter errors = Output.errors(spec);
    StoredRuns runs = new StoredRuns(StoredRecords.of(settings.results(), errors::println));
    ClaimSuite suite = new ClaimSuite(settings, plan, runs);
    for (SuiteCase c : plan.cases()) {
      suite.run(c);
    }
    SuiteResult result = suite.result();
    new ReportWriter().finished(settings, result);
    out.print(VerdictTable.of(result));
    out.println(settings.report().resolve("index.html"));
    out.flush();
    return ExitCodes.of(result, settings.strict());
  }
}
