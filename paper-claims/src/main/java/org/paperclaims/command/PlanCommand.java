package org.paperclaims.command;

import java.io.PrintWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.RunStore;
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
      "Say which runs a suite needs, how many are recorded or shared between claims, and how long the",
      "rest takes, from the time that like runs took."
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
    try (RunStore store = RunStore.open(settings.results(), problem -> {});
        DatasetSource datasets = new DatasetSource(new Datasets(settings.datasets())::open)) {
      List<RunRecord> records = StoredRecords.of(store);
      Set<RunSpec> recorded = new HashSet<>();
      records.forEach(r -> recorded.add(r.spec()));
      ClaimSuite suite =
          new ClaimSuite(settings, plan, checksumsOnly(datasets), java.util.Map.of());
      Set<RunSpec> seen = new HashSet<>();
      int toRun = 0;
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
            OptionalDouble estimate = estimate(s, records);
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
          seen.size(), toRun, duration(toRun, unknown, seconds));
    }
    out.flush();
    return 0;
  }

  private static RunSource checksumsOnly(DatasetSource datasets) {
    return new RunSource() {
      @Override
      public String datasetChecksum(org.paperclaims.datasets.DatasetSpec dataset) {
        return datasets.get(dataset).checksum();
      }

      @Override
      public List<RunRecord> records(List<RunSpec> specs) {
        throw new UnsupportedOperationException("a plan runs nothing");
      }
    };
  }

  /** Give the mean time of recorded runs that differ in seed and erasure only. */
  private static OptionalDouble estimate(RunSpec spec, List<RunRecord> records) {
    return records.stream()
        .filter(
            r ->
                r.spec().architecture().equals(spec.architecture())
                    && r.spec().dataset().equals(spec.dataset())
                    && r.spec().recipe().equals(spec.recipe())
                    && r.spec().protocol() == spec.protocol()
                    && r.spec().engine().equals(spec.engine()))
        .mapToDouble(RunRecord::seconds)
        .average();
  }

  private static String duration(int toRun, int unknown, double seconds) {
    if (toRun == 0) {
      return "nothing to train";
    }
    String known =
        String.format(Locale.ROOT, "about %.1f minutes of run time", Math.ceil(seconds / 6) / 10);
    return unknown == 0
        ? known
        : unknown == toRun
            ? "time unknown until a run of each kind is recorded"
            : known + ", and " + unknown + " runs of kinds not recorded yet";
  }
}
