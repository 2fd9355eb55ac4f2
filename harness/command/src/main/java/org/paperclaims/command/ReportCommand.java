package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.lab.Colours;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.store.RunReader;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.Discoveries;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.SuiteResult;
import org.paperclaims.harness.suite.SuiteSettings;
import org.paperclaims.harness.suite.VerdictRecorder;
import org.paperclaims.harness.suite.VerdictTable;
import org.paperclaims.reports.ReportWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code claims report}: verdicts and report from the recorded runs alone; nothing is trained. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    modelTransformer = SuiteOptions.Chosen.class,
    description = {
      "Judge the claims from the recorded runs alone and write the report.",
      "Needs neither the data nor an engine. Cases whose runs are not all recorded are shown as NOT_ATTEMPTED. A results folder of which nothing but ledger.csv was kept is enough. Without --engine, every engine that made records is shown with the claims that it ran. Without --seeds, a case is judged on as many seeds as it was before."
    },
    footer = {
      "",
      "Examples:",
      "  claims report --tier reduced --results /shared/results",
      "  claims report --tier reduced --results docs/evidence/cifar10",
      "  claims report --tier reduced --results results --edition results-of-the-last-edition",
      "  claims report --tier reduced --results docs/evidence/cifar10 --json"
    })
final class ReportCommand implements Callable<Integer> {
  @Mixin
  private final SuiteOptions options =
      SuiteOptions.of(
          "--tier",
          "--include",
          "--engine",
          "--seeds",
          "--shard",
          "--strict",
          "--results",
          "--report-dir",
          "--catalogue");

  @Option(
      names = "--edition",
      converter = ResultsConverter.class,
      paramLabel = "DIR",
      description =
          "results folder of an earlier edition of the same seeds, which tells how likely a verdict"
              + " would come again; may be given several times")
  private List<Path> editions = new ArrayList<>();

  @Option(
      names = "--beside",
      converter = ResultsConverter.class,
      paramLabel = "DIR",
      description =
          "another results folder; the first page says where its verdicts at other tiers differ;"
              + " may be given several times")
  private List<Path> beside = new ArrayList<>();

  @Option(
      names = "--record",
      description =
          "add the verdicts of cases whose runs are all there to the ledger, as a suite does")
  private boolean record;

  @Option(names = "--json", description = "print JSON for a script")
  private boolean json;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      completionCandidates = Completed.Colours.class,
      description = "colours: auto, always or never (default: auto; NO_COLOR is heeded)")
  private Colours.When color = Colours.When.AUTO;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    SuiteSettings asked = options.settings();
    PrintWriter out = Output.of(spec);
    Notes notes = Notes.of(spec);
    for (Path folder : beside) {
      refuse("--beside", folder, !hasLedger(folder), "no " + LedgerFile.NAME);
      LedgerFile.of(folder, notes);
    }
    StoredSuite suite = StoredSuite.judged(asked, options.namesEngine(), record, notes);
    SuiteSettings settings = suite.settings();
    SuiteResult result = suite.result();
    List<List<CaseResult>> earlier = new ArrayList<>();
    for (Path folder : editions) {
      refuse(
          "--edition",
          folder,
          !hasLedger(folder) && !hasRuns(folder),
          "no runs and no " + LedgerFile.NAME);
      earlier.add(
          StoredSuite.judged(asked.withResults(folder), options.namesEngine(), notes)
              .result()
              .cases());
    }
    if (record) {
      int added = VerdictRecorder.record(settings, result, notes);
      notes.accept(
          added + (added == 1 ? " verdict was" : " verdicts were") + " added to the ledger");
    }
    List<String> written = new ReportWriter(earlier, beside).finished(settings, result);
    int code = ExitCodes.of(result, settings.strict());
    if (json) {
      out.println(SuiteJson.of(result, settings, code, spec));
    } else {
      Discoveries.of(result.cases()).lines().forEach(out::println);
      out.println();
      out.print(VerdictTable.of(result, VerdictTable.USUAL_COLUMNS, Colours.of(color, System.out)));
      written.forEach(out::println);
    }
    out.flush();
    return code;
  }

  private static boolean hasLedger(Path folder) {
    return Files.isRegularFile(folder.resolve(LedgerFile.NAME));
  }

  /** Tell whether there are runs; a report has a folder of that name too. */
  private static boolean hasRuns(Path folder) {
    return Files.isDirectory(folder.resolve("runs"))
        && !RunReader.of(folder).fingerprints().isEmpty();
  }

  private static void refuse(String option, Path folder, boolean refused, String lack) {
    if (refused) {
      throw new SettingsException(
          "%s names %s, which has %s; name a folder of results".formatted(option, folder, lack));
    }
  }
}
