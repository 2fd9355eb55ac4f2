package org.paperclaims.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.lab.ConsoleProgress;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.lab.Environment;
import org.paperclaims.harness.lab.Laboratory;
import org.paperclaims.harness.lab.LaboratoryOptions;
import org.paperclaims.harness.run.Correctness;
import org.paperclaims.harness.run.RunDifference;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.RunReader;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.store.Stored;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.StoredRecords;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claims repeat FINGERPRINT}: one recorded run again, and whether it ends the same. */
@Command(
    name = "repeat",
    mixinStandardHelpOptions = true,
    modelTransformer = SuiteOptions.Chosen.class,
    description = {
      "Do one recorded run again, in a store of its own, and compare every final number bit by"
          + " bit, and the answer to every test image where both are recorded.",
      "Uses the engine and the number of threads that the record names; the recorded run is not"
          + " touched.",
      "Ends with 1 if a number differs: expect that on another kind of processor or engine version."
    },
    footer = {
      "",
      "Examples:",
      "  claims repeat 3f21 --results results",
      "  claims repeat 3f21c07e --results docs/evidence/cifar10 --into /tmp/again"
    })
final class RepeatCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FINGERPRINT",
      description = "the run's fingerprint, or the first characters of it")
  private String fingerprint = "";

  @Option(
      names = "--into",
      converter = FolderConverter.class,
      paramLabel = "DIR",
      description =
          "results folder for the repeated run (default: target/repeated, or the first of"
              + " target/repeated-2, … that has not seen it)")
  private @Nullable Path into;

  @Mixin private final SuiteOptions options = SuiteOptions.of("--results", "--datasets");
  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  @SuppressWarnings("try") // the way works by being open
  public Integer call() throws IOException {
    var settings = options.settings();
    PrintWriter out = Output.of(spec);
    RunRecord first =
        RecordedRun.of(StoredRecords.of(settings.results(), Notes.of(spec)), fingerprint);
    Path folder = into == null ? unused(settings.report(), first.fingerprint()) : into;
    if (has(folder, first.fingerprint())) {
      throw new SettingsException(
          "%s has this run already, and would only show it again; name another folder with --into"
              .formatted(folder));
    }
    int threads = Integer.parseInt(first.environment().getOrDefault("threads", "0"));
    Map<String, String> here = Environment.capture();
    RunRecord again;
    PrintStream progressOut = System.out;
    try (AsRecorded way = new AsRecorded(first, out);
        RunStore store = IntoOption.written(() -> RunStore.open(folder, out::println));
        DatasetSource datasets = new DatasetSource(new Datasets(settings.datasets()));
        ConsoleProgress progress = ConsoleProgress.on(progressOut)) {
      again =
          new Laboratory(
                  store,
                  datasets,
                  Engines::find,
                  here,
                  LaboratoryOptions.of(LaboratoryOptions.Mode.TRAIN).with(1, threads),
                  progress)
              .records(List.of(first.spec()))
              .get(0);
    }
    int code = compare(first, again, out);
    out.println("the repeated run is in " + folder);
    out.flush();
    return code;
  }

  /** Find the first folder beside the report that has no record of the run. */
  private static Path unused(Path report, String fingerprint) {
    Path folder = report.resolveSibling("repeated");
    for (int i = 2; has(folder, fingerprint); i++) {
      folder = report.resolveSibling("repeated-" + i);
    }
    return folder;
  }

  private static boolean has(Path results, String fingerprint) {
    return Files.isDirectory(results)
        && RunReader.of(results).find(fingerprint) instanceof Stored.Found;
  }

  private static int compare(RunRecord first, RunRecord again, PrintWriter out) {
    if (again.outcome() == RunRecord.Outcome.FAILED) {
      out.println("the run could not be repeated: " + again.detail());
      out.flush();
      return ClaimsCommand.NOTHING_TO_SAY;
    }
    if (again.outcome() != first.outcome()) {
      out.printf(
          "outcome: recorded %s, now %s %s%n", first.outcome(), again.outcome(), again.detail());
      out.flush();
      return ClaimsCommand.CLAIM_FAILED;
    }
    if (first.outcome() == RunRecord.Outcome.DIVERGED) {
      // It has no numbers at its end.
      Optional<String> difference = RunDifference.between(first, again);
      out.println(
          difference
              .map(what -> "it diverged otherwise; recorded and now differ in " + what)
              .orElse("it diverged as before: " + again.detail()));
      out.flush();
      return difference.isEmpty() ? 0 : ClaimsCommand.CLAIM_FAILED;
    }
    TreeSet<String> names = new TreeSet<>(first.metrics().keySet());
    names.addAll(again.metrics().keySet());
    List<String> differing = new ArrayList<>();
    for (String name : names) {
      Double recorded = first.metrics().get(name);
      Double now = again.metrics().get(name);
      if (recorded == null) {
        // A metric that was not measured yet when the run was recorded.
        out.printf("%-18s not recorded  now %s%n", name, now);
        continue;
      }
      if (now == null) {
        // A metric that a claim asked for, and that no training measures by itself.
        out.printf("%-18s recorded %s  not measured again%n", name, recorded);
        continue;
      }
      boolean same = recorded.equals(now);
      if (!same) {
        differing.add(name);
      }
      out.printf("%-18s recorded %s  now %s  %s%n", name, recorded, now, same ? "same" : "differs");
    }
    if (first.correct().isPresent() && again.correct().isPresent()) {
      Correctness now = again.correct().get();
      int images = first.correct().get().differing(now);
      if (images > 0) {
        differing.add("answers");
      }
      out.printf(
          Locale.ROOT,
          "%-18s of %,d test images  %s%n",
          "answers",
          now.images(),
          images == 0
              ? "same"
              : "%,d are right in one run and wrong in the other".formatted(images));
    }
    for (String name : List.of("engine", "device", "cpu", "threads", "commit")) {
      String recorded = first.environment().getOrDefault(name, "?");
      String now = again.environment().getOrDefault(name, "?");
      if (!recorded.equals(now)) {
        out.printf("%s: recorded with %s, now %s%n", name, recorded, now);
      }
    }
    if (!differing.isEmpty() && !first.spec().recipe().deterministic()) {
      out.println("the recipe says deterministic: false, so a GPU ends with other bits every time");
    }
    out.println(
        differing.isEmpty()
            ? "every number is the same, bit for bit"
            : "not the same: " + String.join(", ", differing));
    out.flush();
    return differing.isEmpty() ? 0 : ClaimsCommand.CLAIM_FAILED;
  }
}
