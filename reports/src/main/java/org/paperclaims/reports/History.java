package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RecipeFields;
import org.paperclaims.harness.stats.StepDetection;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/**
 * The verdicts and metrics of ledgers over time. A judgement that a later suite made again from the
 * same records is one entry, so that looking often adds nothing.
 *
 * @param verdicts the judgements of each case
 * @param metrics the final number of each experiment's runs
 */
public record History(List<Verdicts> verdicts, List<Runs> metrics) {
  public History {
    verdicts = List.copyOf(verdicts);
    metrics = List.copyOf(metrics);
  }

  /**
   * The judgements of a case, oldest first.
   *
   * @param metric what was judged
   */
  public record Verdicts(
      String claim,
      String caseName,
      String tier,
      String engine,
      String metric,
      List<Judged> entries) {
    public Verdicts {
      entries = List.copyOf(entries);
    }

    /** Look for steps in the estimates. */
    public StepDetection.Result steps() {
      return History.steps(entries.stream().map(Judged::estimate).toList());
    }
  }

  /**
   * A judgement.
   *
   * @param time of the first suite that made it, ISO 8601
   * @param commit that it was made at; empty if unknown
   * @param dirty whether the checkout had changes that no commit holds
   * @param times how many suites in a row made it
   */
  public record Judged(
      String time,
      String commit,
      boolean dirty,
      Verdict verdict,
      int n,
      OptionalDouble estimate,
      OptionalDouble low,
      OptionalDouble high,
      OptionalDouble p,
      int times) {
    private boolean same(Judged other) {
      return verdict == other.verdict
          && n == other.n
          && estimate.equals(other.estimate)
          && low.equals(other.low)
          && high.equals(other.high)
          && p.equals(other.p);
    }

    private Judged again() {
      return new Judged(
          time, commit, dirty, verdict, n, estimate, low, high, p, Math.addExact(times, 1));
    }
  }

  /**
   * The runs of an experiment, that is of all seeds, oldest first.
   *
   * @param name what sets the experiment apart
   */
  public record Runs(String metric, String name, List<Measured> entries) {
    public Runs {
      entries = List.copyOf(entries);
    }

    /** Look for steps in the values. */
    public StepDetection.Result steps() {
      return History.steps(entries.stream().map(Measured::value).toList());
    }
  }

  /**
   * A run's final number; nothing if the run gave none.
   *
   * @param time when it was recorded, ISO 8601
   */
  public record Measured(
      String time,
      String commit,
      boolean dirty,
      String seed,
      String outcome,
      OptionalDouble value) {}

  /** Give a history without entries. */
  public static History none() {
    return new History(List.of(), List.of());
  }

  /** Read the verdicts of ledgers, as {@code Ledger.table} gives them, and runs by their cells. */
  public static History of(List<Table> ledgers) {
    return of(ledgers, Map.of());
  }

  /**
   * Read ledgers, as {@code Ledger.table} gives them. Rows that are in several count once.
   *
   * @param recipes of runs by fingerprint, which set experiments apart that have the same cells;
   *     runs without one are taken for those of one recipe
   */
  public static History of(List<Table> ledgers, Map<String, Recipe> recipes) {
    Map<List<String>, List<Judged>> verdicts = new LinkedHashMap<>();
    Map<Experiment, List<Measured>> runs = new LinkedHashMap<>();
    for (Row row : rows(ledgers)) {
      if (row.getString("kind").equals("verdict")) {
        add(
            verdicts.computeIfAbsent(
                cells(row, "id", "case", "tier", "engine", "metric"), k -> new ArrayList<>()),
            new Judged(
                row.getString("time"),
                row.getString("commit"),
                Boolean.parseBoolean(row.getString("dirty")),
                Verdict.valueOf(row.getString("outcome")),
                (int) number(row, "n").orElse(0),
                number(row, "value"),
                number(row, "low"),
                number(row, "high"),
                number(row, "p"),
                1));
      } else if (row.getString("kind").equals("run")) {
        Experiment experiment =
            new Experiment(
                cells(row, "metric", "architecture", "erasure", "dataset", "epochs", "engine"),
                Optional.ofNullable(recipes.get(row.getString("id"))));
        runs.computeIfAbsent(experiment, k -> new ArrayList<>())
            .add(
                new Measured(
                    row.getString("time"),
                    row.getString("commit"),
                    Boolean.parseBoolean(row.getString("dirty")),
                    row.getString("seed"),
                    row.getString("outcome"),
                    number(row, "value")));
      }
    }
    return new History(
        verdicts.entrySet().stream()
            .map(
                e ->
                    new Verdicts(
                        e.getKey().get(0),
                        e.getKey().get(1),
                        e.getKey().get(2),
                        e.getKey().get(3),
                        e.getKey().get(4),
                        e.getValue()))
            .toList(),
        runs.entrySet().stream()
            .map(
                e ->
                    new Runs(
                        e.getKey().cells().get(0), e.getKey().name(runs.keySet()), e.getValue()))
            .toList());
  }

  /** All seeds of one experiment, by the cells of its rows and its recipe. */
  private record Experiment(List<String> cells, Optional<Recipe> recipe) {
    /** Name it among others: by its recipe where another one has the same cells. */
    private String name(Collection<Experiment> all) {
      String name =
          String.join(", ", cells.subList(1, cells.size()))
              .replace(", none, ", ", nothing erased, ");
      List<Recipe> alike =
          all.stream()
              .filter(other -> other.cells().equals(cells))
              .flatMap(other -> other.recipe().stream())
              .toList();
      return name
          + recipe.stream()
              .flatMap(mine -> RecipeFields.differing(alike).stream().map(f -> words(f, mine)))
              .collect(Collectors.joining());
    }

    private static String words(String field, Recipe recipe) {
      return ", " + field.replace('_', ' ') + " " + RecipeFields.value(field, recipe);
    }
  }

  private static List<Row> rows(List<Table> ledgers) {
    Map<String, Row> different = new LinkedHashMap<>();
    for (Table ledger : ledgers) {
      // Equal rows in one ledger may be two judgements; equal rows in two ledgers are one.
      Map<String, Integer> said = new HashMap<>();
      for (int i = 0; i < ledger.rowCount(); i++) {
        Row row = ledger.row(i);
        StringBuilder key = new StringBuilder();
        ledger.columnNames().forEach(name -> key.append(row.getObject(name)).append('\n'));
        key.append(said.merge(key.toString(), 1, Integer::sum));
        different.putIfAbsent(key.toString(), row);
      }
    }
    List<Row> rows = new ArrayList<>(different.values());
    rows.sort(Comparator.comparing(row -> row.getString("time")));
    return rows;
  }

  private static void add(List<Judged> entries, Judged judged) {
    int last = entries.size() - 1;
    if (last >= 0 && entries.get(last).same(judged)) {
      entries.set(last, entries.get(last).again());
    } else {
      entries.add(judged);
    }
  }

  private static String epochs(Row row) {
    int epochs = (int) number(row, "epochs").orElse(0);
    return epochs + (epochs == 1 ? " epoch" : " epochs");
  }

  private static List<String> cells(Row row, String... names) {
    List<String> cells = new ArrayList<>();
    for (String name : names) {
      cells.add(name.equals("epochs") ? epochs(row) : row.getString(name));
    }
    return cells;
  }

  private static OptionalDouble number(Row row, String name) {
    double value = row.getDouble(name);
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static StepDetection.Result steps(List<OptionalDouble> values) {
    return StepDetection.usual()
        .in(
            values.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .filter(Double::isFinite)
                .toArray());
  }
}
