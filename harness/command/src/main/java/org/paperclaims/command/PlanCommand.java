package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.suite.Catalogues;
import org.paperclaims.harness.suite.JudgedBefore;
import org.paperclaims.harness.suite.PlannedRuns;
import org.paperclaims.harness.suite.StoredRecords;
import org.paperclaims.harness.suite.SuitePlan;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * {@code claims plan}: what a suite would run, what is there already, and how long the rest takes.
 */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    modelTransformer = SuiteOptions.Chosen.class,
    description = {
      "Say which runs a suite needs, which are recorded, and how long the rest takes.",
      "The time is that of like runs, or comes from the engine's throughput so far. Runs that claims share count once. Says also how small an effect the seeds can show, and how many runs declared looks are expected to need."
    },
    footer = {
      "",
      "Examples:",
      "  claims plan --tier reduced --engine torch",
      "  claims plan --include 'last-relu-*' --json",
      "  claims plan --tier full --engine torch --units runs.jsonl",
      "  claims plan --tier full --engine torch --machines 64 --gpus-per-machine 8",
      "  claims plan --tier full --engine torch --machines 16 --gpus-per-machine 1 --emit slurm"
    })
final class PlanCommand implements Callable<Integer> {
  @Mixin private final SuiteOptions options = SuiteOptions.ofRuns();

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  @Option(
      names = "--units",
      paramLabel = "FILE",
      description =
          "write the different runs to a .jsonl file for a scheduler: fingerprint, spec, whether it"
              + " is recorded, seconds, bytes of memory; longest first")
  private @Nullable Path units;

  @Option(names = "--json", description = "print JSON for a script")
  private boolean json;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    SuiteSettings settings = options.settings();
    settings.engines().forEach(Engines::find);
    if (cluster.isAsked()) {
      cluster.check(settings);
    }
    // A part of the units is one of runs and not of claims, so that their plan is whole.
    boolean byRun = units != null || cluster.isAsked();
    SuiteSettings planned = byRun ? settings.withoutShard() : settings;
    SuitePlan plan = SuitePlan.of(Catalogues.all(settings.catalogues()), planned);
    List<RunRecord> records = List.of();
    if (StoredRecords.areIn(settings.results())) {
      LedgerFile ledger = LedgerFile.of(settings.results(), Notes.of(spec));
      if (!byRun) {
        // Runs for machines are those of `claims train`, which judges nothing; a plan without them
        // is one of `claims run`, and what that refuses is no plan.
        new JudgedBefore(ledger.table(), settings.tier()).refuseOthersThan(plan);
      }
      records = StoredRecords.of(settings.results(), ledger, Notes.of(spec));
    }
    Forecast forecast;
    Units byLength = Units.NONE;
    try (DatasetSource datasets = new DatasetSource(new Datasets(settings.datasets()))) {
      forecast = Forecast.of(planned, plan, records, datasets);
      if (byRun) {
        PlannedRuns runs = PlannedRuns.of(settings, plan, datasets).in(settings.shard());
        byLength = Units.of(runs, records, datasets);
      }
    }
    if (units != null) {
      byLength.write(units);
    }
    PrintWriter out = Output.of(spec);
    if (cluster.emits()) {
      forecast
          .missing()
          .forEach(
              m ->
                  Notes.of(spec).accept("the script leaves out runs whose data is not here: " + m));
      out.print(cluster.script(options, settings, byLength));
    } else if (json) {
      ObjectNode root = json(planned, plan, forecast, records);
      if (cluster.isAsked()) {
        cluster.put(root, byLength);
      }
      out.println(Json.text(root));
    } else {
      print(out, plan, forecast);
      PairingRow.of(settings, plan, records).ifPresent(row -> out.println(row.line()));
      if (cluster.isAsked()) {
        cluster.lines(byLength).forEach(out::println);
      }
    }
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, SuitePlan plan, Forecast forecast) {
    out.printf("%5s %8s %6s  %s%n", "runs", "recorded", "shared", "case");
    for (Forecast.CaseRuns c : forecast.cases()) {
      out.printf(
          "%5d %8d %6d  %s%n", c.runs(), c.recorded(), c.shared(), c.suiteCase().displayName());
    }
    plan.notAttempted()
        .forEach(
            (claim, reason) -> out.printf("%22s  %s: %s%n", "not attempted", claim.id(), reason));
    out.printf(
        "%d different runs, %d to do, %s%n", forecast.runs(), forecast.toDo(), forecast.duration());
    forecast.missing().forEach(m -> out.println("data missing or damaged: " + m));
    List<PowerRow> effects = PowerRow.of(plan);
    if (!effects.isEmpty()) {
      out.println();
      out.println("Smallest effect that is shown with a power of 50 % and of 80 %, paired t, in");
      out.println("standard deviations of the pairs' differences; alpha one-sided, as corrected:");
      out.printf("%5s %8s %10s %8s %6s%n", "seeds", "alpha", "50 %", "80 %", "cases");
      effects.forEach(row -> out.println(row.line()));
    }
    List<LooksRow> looks = LooksRow.of(plan);
    if (!looks.isEmpty()) {
      out.println();
      out.println(
          "Runs of cases that are looked at several times, expected where there is nothing");
      out.println("to be found, expected where an effect has a power of 80 %, and at most:");
      out.printf(
          "%8s %8s %8s %8s %6s  %s%n", "nothing", "effect", "most", "alpha", "cases", "looks");
      looks.forEach(row -> out.println(row.line()));
    }
    List<LevelRow> levels = LevelRow.of(plan);
    if (!levels.isEmpty()) {
      out.println();
      out.println(
          "Published numbers: the largest standard deviation over runs at which a mean that");
      out.println(
          "hits the number exactly is REPRODUCED, with these seeds and with seeds without end:");
      out.printf("%5s %8s %8s %8s  %s%n", "seeds", "margin", "these", "endless", "case");
      levels.forEach(row -> out.println(row.line()));
    }
  }

  private static ObjectNode json(
      SuiteSettings settings, SuitePlan plan, Forecast forecast, List<RunRecord> records) {
    ObjectNode root = Json.object();
    root.put("tier", settings.tier().id());
    root.put("runs", forecast.runs());
    root.put("to_do", forecast.toDo());
    Json.put(root, "seconds", forecast.secondsLeft());
    root.put("judged_by_throughput", forecast.byThroughput());
    root.put("time_unknown", forecast.unknown());
    ArrayNode cases = root.putArray("cases");
    for (Forecast.CaseRuns c : forecast.cases()) {
      ObjectNode node = cases.addObject();
      node.put("claim", c.suiteCase().claim().id());
      node.put("case", c.suiteCase().claimCase().name());
      node.put("engine", c.suiteCase().engine());
      node.put("runs", c.runs());
      node.put("recorded", c.recorded());
      node.put("shared", c.shared());
    }
    Json.putNotAttempted(root, plan.notAttempted());
    ArrayNode missing = root.putArray("data_missing");
    forecast.missing().forEach(missing::add);
    ArrayNode power = root.putArray("power");
    for (PowerRow row : PowerRow.of(plan)) {
      ObjectNode node = power.addObject();
      node.put("seeds", row.seeds());
      node.put("alpha", row.alpha());
      Json.put(node, "effect_at_50_percent", row.half());
      Json.put(node, "effect_at_80_percent", row.usual());
      node.put("cases", row.cases());
    }
    PairingRow.of(settings, plan, records)
        .ifPresent(
            row ->
                root.putObject("pairing")
                    .put("mean_correlation", row.mean())
                    .put("lowest", row.lowest())
                    .put("highest", row.highest())
                    .put("cases", row.cases()));
    ArrayNode looks = root.putArray("looks");
    for (LooksRow row : LooksRow.of(plan)) {
      ObjectNode node = looks.addObject();
      row.rule().looks().forEach(node.putArray("seeds")::add);
      node.put("spending", row.rule().spending().id());
      Json.put(node, "futility", row.rule().futility());
      node.put("alpha", row.alpha());
      node.put("cases", row.cases());
      node.put("runs_expected_with_nothing", row.runs(row.cost().withNothing()));
      node.put("runs_expected_with_effect", row.runs(row.cost().withEffect()));
      node.put("runs_at_most", row.runs());
    }
    ArrayNode levels = root.putArray("levels");
    for (LevelRow row : LevelRow.of(plan)) {
      ObjectNode node = levels.addObject();
      node.put("claim", row.suiteCase().claim().id());
      node.put("case", row.suiteCase().claimCase().name());
      node.put("engine", row.suiteCase().engine());
      node.put("seeds", row.seeds());
      node.put("margin", row.margin());
      node.put("widest_sd", row.reach().now());
      node.put("widest_sd_without_end", row.reach().ever());
    }
    return root;
  }
}
