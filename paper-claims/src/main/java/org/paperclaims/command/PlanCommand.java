package org.paperclaims.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.datasets.MissingDataException;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.suite.Catalogues;
import org.paperclaims.harness.suite.ClaimSuite;
import org.paperclaims.harness.suite.RunSource;
import org.paperclaims.harness.suite.StoredRecords;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuitePlan;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code claims plan}: what a suite would run, what is there already, and how long the rest takes.
 */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Say which runs a suite needs, how many are recorded or shared between claims, and how long"
          + " the",
      "rest takes, from the time that like runs took or from the engine's throughput so far; and"
          + " how small",
      "an effect its seeds can show."
    },
    footer = {"", "Example:", "  claims plan --tier reduced --engine torch"})
final class PlanCommand implements Callable<Integer> {
  @Mixin private final SuiteOptions options = new SuiteOptions();
  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    SuiteSettings settings = options.settings();
    settings.engines().forEach(Engines::find);
    SuitePlan plan = SuitePlan.of(Catalogues.all(settings.catalogues()), settings);
    PrintWriter out = Output.of(spec);
    try (DatasetSource datasets = new DatasetSource(new Datasets(settings.datasets()))) {
      List<RunRecord> records =
          Files.isDirectory(settings.results())
              ? StoredRecords.of(settings.results(), problem -> {})
              : List.of();
      RunTimes times = new RunTimes(records, datasets);
      Set<String> missing = new TreeSet<>();
      Set<RunSpec> recorded = new HashSet<>();
      records.forEach(r -> recorded.add(r.spec()));
      ClaimSuite suite = new ClaimSuite(settings, plan, checksumsOnly(datasets, missing));
      Set<RunSpec> seen = new HashSet<>();
      int toRun = 0;
      int rough = 0;
      int unknown = 0;
      double seconds = 0;
      out.printf("%5s %8s %6s  %s%n", "runs", "recorded", "shared", "case");
      for (SuiteCase c : plan.cases()) {
        List<RunSpec> specs = suite.specs(c);
        int shared = (int) specs.stream().filter(seen::contains).count();
        int there = (int) specs.stream().filter(recorded::contains).count();
        for (RunSpec s : specs) {
          if (seen.add(s) && !recorded.contains(s)) {
            toRun++;
            OptionalDouble like = times.ofLikeRuns(s);
            OptionalDouble estimate = like.isPresent() ? like : times.ofThroughput(s);
            rough += like.isEmpty() && estimate.isPresent() ? 1 : 0;
            unknown += estimate.isPresent() ? 0 : 1;
            seconds += estimate.orElse(0);
          }
        }
        out.printf("%5d %8d %6d  %s%n", specs.size(), there, shared, c.displayName());
      }
      plan.notAttempted()
          .forEach(
              (claim, reason) -> out.printf("%22s  %s: %s%n", "not attempted", claim.id(), reason));
      out.printf(
          "%d different runs, %d to do, %s%n",
          seen.size(), toRun, duration(toRun, rough, unknown, seconds));
      missing.forEach(m -> out.println("data missing: " + m));
      out.println();
      out.println("Smallest effect that is shown with a power of 50 % and of 80 %, paired t, in");
      out.println("standard deviations of the pairs' differences; alpha one-sided, as corrected:");
      out.printf("%5s %8s %10s %8s %6s%n", "seeds", "alpha", "50 %", "80 %", "cases");
      PowerLines.of(plan).forEach(out::println);
    }
    out.flush();
    return 0;
  }

  /** Data that is not here leaves its runs to be done. */
  private static RunSource checksumsOnly(DatasetSource datasets, Set<String> missing) {
    return new RunSource() {
      @Override
      public String datasetChecksum(DatasetSpec dataset) {
        try {
          return datasets.get(dataset).checksum();
        } catch (MissingDataException e) {
          missing.add(String.valueOf(e.getMessage()));
          return "";
        }
      }

      @Override
      public List<RunRecord> records(List<RunSpec> specs) {
        throw new UnsupportedOperationException("a plan runs nothing");
      }
    };
  }

  private static String duration(int toRun, int rough, int unknown, double seconds) {
    if (toRun == 0) {
      return "nothing to train";
    }
    if (unknown == toRun) {
      return "time unknown until a run of this engine is recorded";
    }
    List<String> words = new ArrayList<>();
    words.add(
        String.format(Locale.ROOT, "about %.1f minutes of run time", Math.ceil(seconds / 6) / 10));
    if (rough > 0) {
      words.add(rough + " of them judged by the engine's throughput alone");
    }
    if (unknown > 0) {
      words.add("and " + unknown + " whose time is unknown");
    }
    return String.join(", ", words);
  }
}
