package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.stats.StepDetection;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.SuiteSettings;
import org.paperclaims.reports.History;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claims history}: what ledgers say about verdicts and metrics over time. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Show a claim's verdicts, or a metric of the runs, over time and commits.",
      "Says where the level moved, or that there is not enough data to tell. Without a name: the verdicts of every claim."
    },
    footer = {
      "",
      "Examples:",
      "  claims history",
      "  claims history last-relu-lowers-error",
      "  claims history test_error --with results-of-the-last-release --json"
    })
final class HistoryCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "CLAIM|METRIC",
      completionCandidates = Completed.ClaimsAndMetrics.class,
      defaultValue = "",
      description = "a claim's id, or a metric such as test_error")
  private String name = "";

  @Option(
      names = "--results",
      converter = ResultsConverter.class,
      paramLabel = "DIR",
      description = "the results folder with the ledger (default: results)")
  private @Nullable Path results;

  @Option(
      names = "--with",
      converter = ResultsConverter.class,
      paramLabel = "DIR",
      description = "a further results folder, such as one of an earlier release; may be repeated")
  private List<Path> more = List.of();

  @Option(names = "--json", description = "print JSON for a script")
  private boolean json;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    Path first = results == null ? SuiteSettings.fromSystemProperties().results() : results;
    Notes notes = Notes.of(spec);
    List<LedgerFile> ledgers = new ArrayList<>(List.of(ledger("--results", first, notes)));
    more.forEach(folder -> ledgers.add(ledger("--with", folder, notes)));
    Map<String, Recipe> recipes =
        ledgers.stream()
            .flatMap(ledger -> ledger.records().stream())
            .collect(Collectors.toMap(RunRecord::fingerprint, r -> r.spec().recipe(), (a, b) -> a));
    History history = History.of(ledgers.stream().map(LedgerFile::table).toList(), recipes);
    List<History.Verdicts> verdicts =
        history.verdicts().stream().filter(v -> name.isEmpty() || v.claim().equals(name)).toList();
    List<History.Runs> metrics =
        history.metrics().stream().filter(m -> m.metric().equals(name)).toList();
    if (!name.isEmpty() && verdicts.isEmpty() && metrics.isEmpty()) {
      refuse(history);
    }
    PrintWriter out = Output.of(spec);
    if (json) {
      out.println(json(verdicts, metrics));
    } else {
      verdicts.forEach(v -> print(out, v));
      metrics.forEach(m -> print(out, m));
      if (verdicts.isEmpty() && metrics.isEmpty()) {
        out.println("the ledger has no verdicts yet");
      }
    }
    out.flush();
    return 0;
  }

  private static LedgerFile ledger(String option, Path folder, Notes notes) {
    if (!Files.exists(folder.resolve(LedgerFile.NAME))) {
      throw new SettingsException(
          "%s has no ledger.csv; name a results folder that a suite wrote, with %s DIR"
              .formatted(folder, option));
    }
    return LedgerFile.of(folder, notes);
  }

  private void refuse(History history) {
    TreeSet<String> claims = new TreeSet<>();
    history.verdicts().forEach(v -> claims.add(v.claim()));
    TreeSet<String> metrics = new TreeSet<>();
    history.metrics().forEach(m -> metrics.add(m.metric()));
    throw new SettingsException(
        "the ledger has no claim and no metric '%s'; its claims are %s; its metrics are %s"
            .formatted(name, named(claims), named(metrics)));
  }

  private static String named(Set<String> names) {
    return names.isEmpty() ? "none yet" : String.join(", ", names);
  }

  private static void print(PrintWriter out, History.Verdicts verdicts) {
    out.printf(
        "%s [%s, %s, %s]%n",
        verdicts.claim(), verdicts.caseName(), verdicts.engine(), verdicts.tier());
    for (History.Judged j : verdicts.entries()) {
      out.printf(
          Locale.ROOT,
          "  %s  %-10s %-13s %9s  %-20s n %d%s%s%n",
          j.time(),
          commit(j.commit(), j.dirty()),
          j.verdict(),
          number(j.estimate()),
          j.low().isPresent() && j.high().isPresent()
              ? "[" + number(j.low()) + ", " + number(j.high()) + "]"
              : "",
          j.n(),
          j.p().isPresent() ? ", p " + number(j.p()) : "",
          j.times() > 1 ? ", " + j.times() + " times" : "");
    }
    print(out, verdicts.steps());
  }

  private static void print(PrintWriter out, History.Runs runs) {
    out.printf("%s of %s%n", runs.metric(), runs.name());
    for (History.Measured m : runs.entries()) {
      out.printf(
          "  %s  %-10s seed %-4s %9s%s%n",
          m.time(),
          commit(m.commit(), m.dirty()),
          m.seed(),
          number(m.value()),
          m.outcome().equals("COMPLETED") ? "" : " " + m.outcome());
    }
    print(out, runs.steps());
  }

  private static void print(PrintWriter out, StepDetection.Result result) {
    if (result instanceof StepDetection.Result.NotEnoughData few) {
      out.printf(
          Locale.ROOT,
          "  steps: not enough data, %d of the %d numbers that it takes%n",
          few.found(),
          few.needed());
    } else if (result instanceof StepDetection.Result.Levels levels) {
      if (levels.steps().isEmpty()) {
        out.println("  steps: none shows");
      }
      for (StepDetection.Step step : levels.steps()) {
        out.printf(
            Locale.ROOT,
            "  step: from %s to %s with number %d, p %s%n",
            Numbers.plain(step.before()),
            Numbers.plain(step.after()),
            step.at() + 1,
            Numbers.significant(step.p()));
      }
    }
  }

  private static String commit(String commit, boolean dirty) {
    String brief = commit.length() > 9 ? commit.substring(0, 9) : commit;
    return (brief.isEmpty() ? "unknown" : brief) + (dirty ? "+" : "");
  }

  private static String number(OptionalDouble value) {
    return value.isEmpty() ? "-" : Numbers.plain(value.getAsDouble());
  }

  private static String json(List<History.Verdicts> verdicts, List<History.Runs> metrics)
      throws JsonProcessingException {
    ObjectNode root = Json.object();
    ArrayNode cases = root.putArray("verdicts");
    for (History.Verdicts v : verdicts) {
      ObjectNode node = cases.addObject();
      node.put("claim", v.claim());
      node.put("case", v.caseName());
      node.put("tier", v.tier());
      node.put("engine", v.engine());
      node.put("metric", v.metric());
      ArrayNode entries = node.putArray("entries");
      for (History.Judged j : v.entries()) {
        ObjectNode entry = entries.addObject();
        entry.put("time", j.time());
        entry.put("commit", j.commit());
        entry.put("dirty", j.dirty());
        entry.put("verdict", j.verdict().name());
        entry.put("n", j.n());
        Json.put(entry, "estimate", j.estimate());
        Json.put(entry, "low", j.low());
        Json.put(entry, "high", j.high());
        Json.put(entry, "p", j.p());
        entry.put("times", j.times());
      }
      steps(node, v.steps());
    }
    ArrayNode series = root.putArray("metrics");
    for (History.Runs m : metrics) {
      ObjectNode node = series.addObject();
      node.put("metric", m.metric());
      node.put("experiment", m.name());
      ArrayNode entries = node.putArray("entries");
      for (History.Measured one : m.entries()) {
        ObjectNode entry = entries.addObject();
        entry.put("time", one.time());
        entry.put("commit", one.commit());
        entry.put("dirty", one.dirty());
        entry.put("seed", one.seed());
        entry.put("outcome", one.outcome());
        Json.put(entry, "value", one.value());
      }
      steps(node, m.steps());
    }
    return Json.text(root);
  }

  private static void steps(ObjectNode node, StepDetection.Result result) {
    if (result instanceof StepDetection.Result.NotEnoughData few) {
      node.put("enough_data", false);
      node.put("needed", few.needed());
      node.putArray("steps");
    } else if (result instanceof StepDetection.Result.Levels levels) {
      node.put("enough_data", true);
      ArrayNode steps = node.putArray("steps");
      for (StepDetection.Step step : levels.steps()) {
        ObjectNode one = steps.addObject();
        one.put("at", step.at());
        one.put("before", step.before());
        one.put("after", step.after());
        one.put("p", step.p());
      }
    }
  }
}
