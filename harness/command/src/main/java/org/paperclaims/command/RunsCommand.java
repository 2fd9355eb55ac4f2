package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.results.Results;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.suite.Catalogues;
import org.paperclaims.harness.suite.ClaimIds;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** {@code claims runs}: the recorded runs of a results folder, as a list or as tables. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = {
      "List the recorded runs of a results folder, or write them as tables.",
      "With --claim the runs that belong to a claim, with its cases, arms and metric. Tables are CSV files that pandas and R read as they are. Nothing in the folder is changed."
    },
    footer = {
      "",
      "Examples:",
      "  claims runs",
      "  claims runs --claim last-relu-lowers-error --arm treatment --results docs/evidence/cifar10",
      "  claims runs --outcome diverged --json",
      "  claims runs --csv",
      "  claims runs --to target/tables"
    })
final class RunsCommand implements Callable<Integer> {
  private static final List<String> OUTCOMES = List.of("completed", "diverged");

  @Option(
      names = "--results",
      converter = ResultsConverter.class,
      paramLabel = "DIR",
      description = "the run store and ledger: a folder, or s3://BUCKET/PREFIX (default: results)")
  private @Nullable Path results;

  @Option(
      names = "--claim",
      paramLabel = "ID",
      description = "the runs of a claim alone, with its cases and arms")
  private @Nullable String claim;

  @Option(names = "--arm", paramLabel = "NAME", description = "those of an arm of the claim alone")
  private @Nullable String arm;

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "those that ended so alone: completed or diverged")
  private @Nullable String outcome;

  @Option(
      names = "--catalogue",
      paramLabel = "FILES",
      split = ",",
      description = "further catalogue files, comma-separated")
  private List<Path> catalogues = List.of();

  @ArgGroup private @Nullable Form form;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  /** How they are given; a list for people without. */
  static final class Form {
    @Option(names = "--json", description = "print JSON for a script")
    private boolean json;

    @Option(names = "--csv", description = "print a table in CSV")
    private boolean csv;

    @Option(
        names = "--to",
        paramLabel = "DIR",
        description = "write runs.csv, epochs.csv, verdicts.csv and arms.csv into a folder")
    private @Nullable Path folder;
  }

  @Override
  public Integer call() throws IOException {
    SuiteSettings settings = SuiteSettings.fromSystemProperties();
    Results read = Results.open(results == null ? settings.results() : results);
    read.problems().forEach(Notes.of(spec));
    PrintWriter out = Output.of(spec);
    if (form != null && form.folder != null) {
      write(read, claims(settings), form.folder, out);
      out.flush();
      return 0;
    }
    Table runs = read.runs();
    if (claim != null) {
      runs = read.arms(List.of(named(claims(settings), claim)));
    } else if (arm != null) {
      throw new SettingsException("an arm is one of a claim; name the claim with --claim");
    }
    print(chosen(runs), out);
    out.flush();
    return 0;
  }

  private List<Claim> claims(SuiteSettings settings) {
    return Catalogues.all(catalogues.isEmpty() ? settings.catalogues() : catalogues);
  }

  private static Claim named(List<Claim> claims, String id) {
    return claims.stream()
        .filter(c -> c.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingsException(
                    "there is no claim '%s'; %s".formatted(id, ClaimIds.advice(id, claims))));
  }

  private Table chosen(Table runs) {
    Table chosen = runs;
    if (arm != null) {
      StringColumn arms = chosen.stringColumn("arm");
      chosen = chosen.where(arms.isEqualTo(arm));
      if (chosen.isEmpty() && !runs.isEmpty()) {
        throw new SettingsException(
            "no recorded run of %s belongs to an arm '%s'; the arms are %s"
                .formatted(
                    claim,
                    arm,
                    String.join(", ", arms.unique().asList().stream().sorted().toList())));
      }
    }
    if (outcome != null) {
      if (!OUTCOMES.contains(outcome.toLowerCase(Locale.ROOT))) {
        throw new SettingsException(
            "--outcome is '%s', allowed %s".formatted(outcome, String.join(", ", OUTCOMES)));
      }
      chosen =
          chosen.where(chosen.stringColumn("outcome").isEqualTo(outcome.toUpperCase(Locale.ROOT)));
    }
    return chosen;
  }

  private void print(Table runs, PrintWriter out) throws JsonProcessingException {
    if (form != null && form.csv) {
      out.print(csv(runs));
    } else if (form != null && form.json) {
      out.println(json(runs));
    } else {
      for (Row run : runs) {
        out.println(claim == null ? line(run) : armLine(run));
      }
      out.printf("%d %s%n", runs.rowCount(), runs.rowCount() == 1 ? "run" : "runs");
    }
  }

  /** Give a run in a line: its name, what it was, and how it ended. */
  private static String line(Row run) {
    String elsewhere = run.getString("imported");
    return String.format(
        Locale.ROOT,
        "%s %s",
        start(run),
        elsewhere.isEmpty()
            ? "%s, erase %s, %s, %s"
                .formatted(
                    run.getString("architecture"),
                    run.getString("erasure"),
                    run.getString("dataset"),
                    run.getString("protocol"))
            : "imported as " + elsewhere);
  }

  private static String start(Row run) {
    return String.format(
        Locale.ROOT,
        "%s  %-9s %-7s seed %-4d",
        run.getString("fingerprint").substring(0, 12),
        run.getString("outcome").toLowerCase(Locale.ROOT),
        run.getString("engine"),
        run.getLong("seed"));
  }

  private static String armLine(Row run) {
    double value = run.getDouble("value");
    return String.format(
        Locale.ROOT,
        "%s %s %s  %s, %s, %s",
        start(run),
        run.getString("metric"),
        Double.isNaN(value) ? Numbers.NONE : Numbers.significant(value),
        run.getString("arm"),
        run.getString("case"),
        run.getString("tier"));
  }

  private static void write(Results results, List<Claim> claims, Path folder, PrintWriter out) {
    List<Table> tables =
        List.of(results.runs(), results.epochs(), results.verdicts(), results.arms(claims));
    for (Table table : tables) {
      Path file = folder.resolve(table.name() + ".csv");
      new OutputFile("--to", "CSV").write(file, csv(table).getBytes(StandardCharsets.UTF_8));
      out.printf("%s: %d rows%n", file, table.rowCount());
    }
  }

  private static String csv(Table table) {
    StringWriter text = new StringWriter();
    table.write().csv(text);
    return text.toString();
  }

  private static String json(Table runs) throws JsonProcessingException {
    ObjectNode root = Json.object();
    ArrayNode all = root.putArray("runs");
    for (int i = 0; i < runs.rowCount(); i++) {
      ObjectNode run = all.addObject();
      for (Column<?> column : runs.columns()) {
        put(run, column, i);
      }
    }
    return Json.text(root);
  }

  private static void put(ObjectNode run, Column<?> column, int row) {
    if (column.isMissing(row)) {
      run.putNull(column.name());
    } else if (column instanceof DoubleColumn numbers) {
      // JSON has no infinity.
      Json.put(run, column.name(), OptionalDouble.of(numbers.getDouble(row)));
    } else if (column instanceof NumberColumn<?, ?>) {
      run.put(column.name(), ((Number) column.get(row)).longValue());
    } else if (column instanceof BooleanColumn truths) {
      run.put(column.name(), truths.get(row));
    } else {
      run.put(column.name(), column.getString(row));
    }
  }
}
