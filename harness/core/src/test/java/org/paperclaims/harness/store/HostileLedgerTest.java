package org.paperclaims.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.run.Allocated;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.Specs;
import org.paperclaims.harness.suite.StoredRecords;
import org.paperclaims.testing.Draw;
import org.paperclaims.testing.Property;
import tech.tablesaw.api.Row;

/**
 * Ledgers from somebody who signed rows with wrong cells. A lie may be believed, but a ledger gives
 * its rows, each of them and no others, or one typed error, in memory that its size bounds.
 */
class HostileLedgerTest {
  /** A number or a text in JSON, behind its name. */
  private static final Pattern VALUE = Pattern.compile("(?<=\":)(?:[-\\w.]+|\"[^\"]*\")");

  private static final int RECORD = LedgerRow.COLUMNS.indexOf("record");

  /**
   * The memory that reading a ledger of a few kilobytes may take, the parser's own buffers
   * included.
   */
  private static final long BOUND = 64 << 20;

  @TempDir private static Path results;

  private static List<String> good = List.of();

  @BeforeAll
  static void writeLedger() throws IOException {
    try (RunStore store = RunStore.open(results.resolve("whole"), m -> {})) {
      store.ledger().add(RunStoreTest.run(Specs.training(1)));
      store.ledger().add(RunStoreTest.run(Specs.training(2)));
      store
          .ledger()
          .add(
              new VerdictRow(
                  "a-claim",
                  "a case",
                  "smoke",
                  "fake",
                  "test_error",
                  Judgement.without(Verdict.INVALID, "two runs, sadly, failed"),
                  Map.of("commit", "abc")));
      good = store.ledger().rows();
    }
  }

  private enum Kind {
    SET,
    SET_UNQUOTED,
    INSERT,
    REMOVE,
    EDIT_THE_RECORD,
    REPLACE_A_VALUE_OF_THE_RECORD
  }

  /** A wrong cell: what is done, to which row and column, where in the record, with which word. */
  record Lie(Kind kind, int row, int column, int at, int length, String word) {
    void applyTo(List<List<String>> rows) {
      List<String> cells = rows.get(row % rows.size());
      if (cells.isEmpty()) {
        return;
      }
      int cell = column % cells.size();
      switch (kind) {
        case SET -> cells.set(cell, quoted(word));
        case SET_UNQUOTED -> cells.set(cell, word);
        case INSERT -> cells.add(cell, quoted(word));
        case REMOVE -> cells.remove(cell);
        case EDIT_THE_RECORD -> {
          if (cells.size() > RECORD) {
            String record = plain(cells.get(RECORD));
            int from = at % (record.length() + 1);
            int to = Math.min(record.length(), from + length);
            cells.set(RECORD, quoted(record.substring(0, from) + word + record.substring(to)));
          }
        }
        case REPLACE_A_VALUE_OF_THE_RECORD -> {
          if (cells.size() > RECORD) {
            String record = plain(cells.get(RECORD));
            List<MatchResult> values = VALUE.matcher(record).results().toList();
            if (!values.isEmpty()) {
              MatchResult value = values.get(at % values.size());
              String before = record.substring(0, value.start());
              cells.set(RECORD, quoted(before + word + record.substring(value.end())));
            }
          }
        }
      }
    }
  }

  private static final List<String> WORDS =
      List.of(
          "",
          "run",
          "verdict",
          "#",
          "\"",
          "\"\"",
          "'",
          "\\",
          ",",
          "{",
          "}",
          "{}",
          "[]",
          "[null]",
          "null",
          "NaN",
          "\"NaN\"",
          "Infinity",
          "1e999",
          "-1",
          "2147483648",
          "1,5",
          "FAILED",
          "\"FAILED\"",
          "REPRODUCED",
          "\u0000",
          "\u0085",
          "\u00ff",
          "\r",
          "\n",
          "\t",
          " ",
          "../..",
          "<script>",
          "7".repeat(70),
          "[".repeat(3000),
          "x".repeat(1 << 17));

  private static Lie lie(Draw draw) {
    return new Lie(
        draw.of(Kind.values()),
        draw.between(0, 2),
        draw.between(0, LedgerRow.COLUMNS.size()),
        draw.between(0, 1 << 12),
        draw.between(0, 12),
        draw.of(WORDS));
  }

  private static String quoted(String cell) {
    return "\"" + cell.replace("\"", "\"\"") + "\"";
  }

  private static String plain(String cell) {
    return cell.startsWith("\"") && cell.endsWith("\"") && cell.length() > 1
        ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"")
        : cell;
  }

  /** Split a good row into its cells, as they are written, without the checksum. */
  private static List<String> cells(String row) {
    List<String> cells = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      quoted ^= row.charAt(i) == '"';
      if (row.charAt(i) == ',' && !quoted) {
        cells.add(row.substring(start, i));
        start = i + 1;
      }
    }
    return cells;
  }

  private static Path ledger(List<String> sealed) throws IOException {
    return Files.write(
        Files.createDirectories(results.resolve("alone")).resolve(LedgerFile.NAME),
        (LedgerFile.HEADER + "\n" + String.join("\n", sealed) + "\n")
            .getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void readEverything(Path file) {
    LedgerFile ledger = LedgerFile.read(file);
    try {
      int rows = 0;
      for (Row row : ledger.table()) {
        rows++;
        if (row.getString("kind").equals("verdict")) {
          Verdict.valueOf(row.getString("outcome"));
        }
      }
      assertThat(rows).as("no row hides another").isEqualTo(ledger.rows().size());
    } catch (StoreException.Corrupt e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(2000);
    }
    try {
      for (RunRecord run : StoredRecords.of(results.resolve("alone"), m -> {})) {
        assertThat(run.outcome()).isNotEqualTo(RunRecord.Outcome.FAILED);
        assertThat(run.metrics().values()).allMatch(Double::isFinite);
      }
    } catch (StoreException.Corrupt e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(2000);
    }
  }

  @Test
  void a_ledger_whose_rows_were_signed_again_gives_its_rows_or_one_typed_error() {
    Property.holds(
        1000,
        draw -> {
          List<List<String>> rows = new ArrayList<>();
          good.forEach(row -> rows.add(new ArrayList<>(cells(row))));
          draw.list(1, 3, () -> lie(draw)).forEach(lie -> lie.applyTo(rows));
          Path file = ledger(rows.stream().map(r -> LedgerFile.seal(String.join(",", r))).toList());
          assertThat(Allocated.by(() -> readEverything(file)))
              .as("bytes allocated")
              .isLessThan(BOUND);
        });
  }

  @Test
  void the_good_ledger_is_read_whole() throws IOException {
    assertThat(good.stream().map(r -> LedgerFile.seal(String.join(",", cells(r)))))
        .containsExactlyElementsOf(good);
    LedgerFile ledger = LedgerFile.read(ledger(good));
    assertThat(ledger.table().rowCount()).isEqualTo(3);
    assertThat(ledger.records()).hasSize(2);
  }
}
