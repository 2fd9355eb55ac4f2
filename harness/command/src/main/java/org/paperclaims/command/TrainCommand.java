package org.paperclaims.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.lab.ConsoleProgress;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.ResultsPlace;
import org.paperclaims.harness.suite.SuiteSettings;
import org.paperclaims.harness.suite.TrainedSuite;
import org.paperclaims.reports.LivePage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code claims train [FINGERPRINT…]}: the runs of a suite without its verdicts. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    modelTransformer = SuiteOptions.Chosen.class,
    description = {
      "Train what is missing of a suite's runs, and judge nothing.",
      "Any number of copies of this command may share a results folder: each run is made once, those with the most work first. A shard is one of runs, by their fingerprints, and not of claims. `claims run` or `claims report` judges afterwards. Ends with 4 if a run failed."
    },
    footer = {
      "",
      "Examples:",
      "  claims train --tier reduced --engine torch --results /shared/results",
      "  claims train --tier reduced --engine torch --shard 1/3 --results shard-1",
      "  claims train 3f21 c07e --tier reduced --engine torch",
      "  claims train --tier full --on spark://host:7077 --threads 4 --results /shared/results"
    })
final class TrainCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "FINGERPRINT",
      description =
          "runs of the plan, by the first characters of their fingerprints (default: all);"
              + " `claims plan --units FILE` lists them")
  private List<String> fingerprints = new ArrayList<>();

  @Mixin private final SuiteOptions options = SuiteOptions.ofRuns();

  @Mixin private final SiteOptions site = new SiteOptions();

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    SuiteSettings settings = options.settings();
    PrintWriter out = Output.of(spec);
    if (site.isElsewhere()) {
      return site.train(options, fingerprints, out);
    }
    TrainedSuite training;
    PrintStream console = System.out;
    try (LivePage live = new LivePage(settings.results().resolve("live.html"));
        ConsoleProgress progress = ConsoleProgress.on(console)) {
      live.begin();
      training =
          TrainedSuite.of(
              settings,
              fingerprints,
              Progress.shared(List.of(progress, live)),
              runs -> live.names(runs::claims));
      live.closed();
    }
    long failed = training.records().stream().filter(TrainCommand::failed).count();
    out.printf(
        "%d of %d runs are recorded in %s, %d failed%n",
        training.records().size() - failed,
        training.records().size(),
        ResultsPlace.name(settings.results()),
        failed);
    out.flush();
    Notes notes = Notes.of(spec);
    training.missing().forEach(notes);
    if (failed > 0) {
      return ClaimsCommand.NOTHING_TO_SAY;
    }
    return training.missing().isEmpty() ? 0 : ClaimsCommand.WRONG_INPUT;
  }

  private static boolean failed(RunRecord run) {
    return run.outcome() == RunRecord.Outcome.FAILED;
  }
}
