package org.paperclaims.harness.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.catalogue.Catalogue;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.suite.SettingsException;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** The tables of published evidence: what stands in them, and how they hang together. */
class ResultsTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path EVIDENCE = ROOT.resolve("docs/evidence/h200");
  private static final Results RESULTS = Results.open(EVIDENCE);

  private static List<Claim> claims() {
    return Catalogue.read(
        ROOT.resolve("paper-claims/src/main/resources/org/paperclaims/eraserelu/eraserelu.yaml"));
  }

  private static final Table ARMS = RESULTS.arms(claims());

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/results-as-tables.md"));
  }

  /** Give the columns that the page has under a heading, with their types. */
  private static Map<String, String> documented(String heading) throws IOException {
    String page = page();
    int start = page.indexOf("\n## " + heading + "\n");
    assertThat(start).isPositive();
    Map<String, String> columns = new LinkedHashMap<>();
    for (String line : page.substring(start, page.indexOf("\n## ", start + 1)).split("\n")) {
      if (line.startsWith("| `")) {
        String[] cells = line.split(" *\\| *");
        columns.put(cells[1].replace("`", ""), cells[2]);
      }
    }
    return columns;
  }

  private static Map<String, String> columns(Table table) {
    Map<String, String> columns = new LinkedHashMap<>();
    table.columns().forEach(c -> columns.put(c.name(), c.type().name()));
    return columns;
  }

  @Test
  void the_page_has_the_columns_in_their_order_with_their_types() throws IOException {
    assertThat(columns(RESULTS.epochs())).containsExactlyEntriesOf(documented("Epochs"));
    assertThat(columns(RESULTS.verdicts())).containsExactlyEntriesOf(documented("Verdicts"));
    assertThat(columns(ARMS)).containsExactlyEntriesOf(documented("Arms"));
  }

  @Test
  void the_columns_of_runs_are_followed_by_their_metrics_in_alphabetical_order()
      throws IOException {
    List<String> names = RESULTS.runs().columnNames();
    Map<String, String> fixed = documented("Runs");
    Map<String, String> columns = columns(RESULTS.runs());
    assertThat(names.subList(0, fixed.size())).containsExactlyElementsOf(fixed.keySet());
    assertThat(columns).containsAllEntriesOf(fixed);
    List<String> metrics = names.subList(fixed.size(), names.size());
    assertThat(metrics).isSorted().contains("test_error", "feature_cosine");
    assertThat(metrics).allSatisfy(m -> assertThat(columns).containsEntry(m, "DOUBLE"));
  }

  @Test
  void every_record_is_a_row_and_every_epoch_of_it() {
    assertThat(RESULTS.problems()).isEmpty();
    assertThat(RESULTS.runs().rowCount()).isEqualTo(RESULTS.records().size()).isEqualTo(60);
    assertThat(RESULTS.epochs().rowCount())
        .isEqualTo(RESULTS.records().stream().mapToInt(r -> r.epochs().size()).sum());
    assertThat(RESULTS.runs().intColumn("pixels").countMissing()).isEqualTo(60);
  }

  @Test
  void the_arms_of_a_case_differ_by_what_its_verdict_says() {
    Table verdicts = RESULTS.verdicts();
    assertThat(verdicts.rowCount()).isEqualTo(4);
    for (Row verdict : verdicts) {
      double control = mean(verdict.getString("claim"), "control");
      double treatment = mean(verdict.getString("claim"), "treatment");
      assertThat(Math.abs(control - treatment))
          .isCloseTo(Math.abs(verdict.getDouble("estimate")), Offset.offset(1e-9));
    }
  }

  private static double mean(String claim, String arm) {
    Table runs =
        ARMS.where(
            ARMS.stringColumn("claim")
                .isEqualTo(claim)
                .and(ARMS.stringColumn("arm").isEqualTo(arm)));
    assertThat(runs.rowCount()).isEqualTo(10);
    return runs.doubleColumn("value").mean();
  }

  @Test
  void only_the_latest_verdict_of_a_case_is_the_last(@TempDir Path folder) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(EVIDENCE.resolve("ledger.csv")));
    lines.add(lines.get(lines.size() - 1));
    Files.write(folder.resolve("ledger.csv"), lines);
    assertThat(Results.open(folder).verdicts().booleanColumn("last").asList())
        .containsExactly(true, true, true, false, true);
  }

  @Test
  void rows_that_do_not_verify_are_left_out_and_told(@TempDir Path folder) throws IOException {
    String ledger = Files.readString(EVIDENCE.resolve("ledger.csv"));
    Files.writeString(folder.resolve("ledger.csv"), ledger.replaceFirst("REFUTED", "REPRODUCED"));
    Results hurt = Results.open(folder);
    assertThat(hurt.verdicts().rowCount()).isEqualTo(3);
    assertThat(hurt.problems()).singleElement().asString().contains("1 of 64 rows");
  }

  @Test
  void a_folder_without_results_is_refused(@TempDir Path folder) {
    assertThatThrownBy(() -> Results.open(folder))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("is not a results folder");
  }

  @Test
  void a_written_table_reads_back_to_the_same_numbers(@TempDir Path folder) {
    String file = folder.resolve("runs.csv").toString();
    Table runs = RESULTS.runs();
    runs.write().csv(file);
    Table read =
        Table.read()
            .csv(
                CsvReadOptions.builder(file).columnTypes(name -> runs.column(name).type()).build());
    assertThat(read.doubleColumn("feature_cosine").asDoubleArray())
        .containsExactly(runs.doubleColumn("feature_cosine").asDoubleArray());
    assertThat(read.column("images").type()).isEqualTo(ColumnType.INTEGER);
    assertThat(read.booleanColumn("validation").asList())
        .isEqualTo(runs.booleanColumn("validation").asList());
  }

  @Test
  void the_lines_for_the_shell_run_as_they_stand_on_the_page(@TempDir Path folder)
      throws IOException {
    String page = page();
    int start = page.indexOf("```java\n") + 8;
    String lines = page.substring(start, page.indexOf("```", start));
    String here =
        lines
            .replace("docs/evidence", ROOT.resolve("docs/evidence").toString())
            .replace("paper-claims/src", ROOT.resolve("paper-claims/src").toString())
            .replace("target/runs.csv", folder.resolve("runs.csv").toString());
    // Within this process: another one would cost its start.
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      shell.eval("import java.nio.file.*;");
      for (String line : here.lines().filter(l -> !l.isBlank()).toList()) {
        for (SnippetEvent event : shell.eval(line.endsWith(";") ? line : line + ";")) {
          assertThat(event.exception()).as(line).isNull();
          assertThat(shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)))
              .as(line)
              .isEmpty();
        }
      }
    }
    assertThat(folder.resolve("runs.csv")).isNotEmptyFile();
  }
}
