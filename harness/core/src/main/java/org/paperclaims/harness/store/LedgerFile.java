package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * A ledger as it was read: the rows that verify, and those that do not. Nothing is written, so a
 * ledger can be read where nothing else of its results folder is left.
 *
 * @param good rows that verify, as they are written
 * @param lines the numbers of their lines in the file, from 1
 * @param bad rows that do not, or a header that is another format's
 */
public record LedgerFile(Path file, List<String> good, List<Integer> lines, List<String> bad) {
  /** The name of a ledger in its results folder. */
  public static final String NAME = "ledger.csv";

  static final String HEADER = String.join(",", LedgerRow.COLUMNS) + ",checksum";
  private static final int LIMIT = 256 << 20;
  private static final int LONGEST_CELL = 1 << 22;

  public LedgerFile {
    good = List.copyOf(good);
    lines = List.copyOf(lines);
    bad = List.copyOf(bad);
  }

  /**
   * Read the ledger of a results folder and say how many of its rows do not verify, if any.
   *
   * @throws StoreException.Corrupt as {@link #read} does
   */
  public static LedgerFile of(Path results, Consumer<String> report) {
    LedgerFile ledger = read(results.resolve(NAME));
    if (!ledger.bad.isEmpty()) {
      report.accept(
          ledger.fault()
              + " and "
              + (ledger.bad.size() == 1 ? "is" : "are")
              + " left out; restore the file from a copy that verifies");
    }
    return ledger;
  }

  /**
   * Read a ledger.
   *
   * @param file no rows are found where it does not exist
   * @throws StoreException.Corrupt if it is not a regular file, is larger than any ledger may be,
   *     or does not begin as one
   * @throws StoreException if it cannot be read
   */
  public static LedgerFile read(Path file) {
    Optional<List<String>> lines = lines(file);
    if (lines.isPresent() && !beginsAsOne(lines.get())) {
      throw new StoreException.Corrupt(
          file
              + " is not a ledger, or one of another version: its first line is not a ledger's"
              + " header; restore it from a copy, move it away, or name another results folder");
    }
    return of(file, lines.orElse(List.of()));
  }

  /** Read the rows that a file has, though it may not begin as a ledger. */
  static LedgerFile salvage(Path file) {
    return of(file, lines(file).orElse(List.of()));
  }

  private static Optional<List<String>> lines(Path file) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      // Latin-1 keeps every byte as it is, whatever rot has made of the text.
      String text = new String(RunReader.readAll(file, LIMIT), StandardCharsets.ISO_8859_1);
      return Optional.of(text.lines().toList());
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e, e);
    }
  }

  private static boolean beginsAsOne(List<String> lines) {
    return !lines.isEmpty() && lines.get(0).equals(HEADER);
  }

  private static LedgerFile of(Path file, List<String> lines) {
    List<String> good = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    for (int i = beginsAsOne(lines) ? 1 : 0; i < lines.size(); i++) {
      if (verifies(lines.get(i))) {
        good.add(lines.get(i));
        numbers.add(i + 1);
      } else {
        bad.add(lines.get(i));
      }
    }
    return new LedgerFile(file, good, numbers, bad);
  }

  /** Say how many of its rows do not verify; what is in them is not for a terminal. */
  String fault() {
    int rows = good.size() + bad.size();
    return "%s: %d of %d %s"
        .formatted(
            file,
            bad.size(),
            rows,
            (rows == 1 ? "row" : "rows")
                + (bad.size() == 1 ? " does not verify" : " do not verify"));
  }

  /** Seal a row's cells with their checksum. */
  static String seal(String cells) {
    return cells + "," + checksum(cells);
  }

  private static boolean verifies(String line) {
    int comma = line.lastIndexOf(',');
    return comma > 0
        && line.substring(comma + 1).equals(checksum(line.substring(0, comma)))
        // A row of an older format may well verify, but its cells mean something else.
        && LedgerRow.isWellFormed(line);
  }

  private static String checksum(String cells) {
    return Fingerprint.sha256(cells.getBytes(StandardCharsets.ISO_8859_1)).substring(0, 16);
  }

  /**
   * Give the rows that verify as a table; see {@link LedgerRow#COLUMNS} for its columns.
   *
   * @throws StoreException.Corrupt if somebody sealed rows whose cells are not those of a ledger
   */
  public Table table() {
    for (int i = 0; i < good.size(); i++) {
      Optional<String> fault = RowFault.of(LedgerRow.cells(good.get(i)));
      if (fault.isPresent()) {
        throw corrupt(i, fault.get());
      }
    }
    String text = HEADER + "\n" + String.join("\n", good) + "\n";
    var options =
        CsvReadOptions.builderFromString(text)
            .tableName("ledger")
            .header(true)
            .missingValueIndicator("")
            .maxCharsPerColumn(LONGEST_CELL)
            // No row is a comment: this character is in none that verifies.
            .commentPrefix('\0')
            .columnTypes(
                name -> LedgerRow.NUMBERS.contains(name) ? ColumnType.DOUBLE : ColumnType.STRING);
    try {
      return Table.read().csv(options.build()).removeColumns("checksum");
    } catch (RuntimeException e) {
      throw new StoreException.Corrupt(
          file + " is not the table of a ledger: " + Brief.of(e.getMessage()), e);
    }
  }

  /** Say what is wrong with a row that verifies. */
  private StoreException.Corrupt corrupt(int row, String fault) {
    return new StoreException.Corrupt(
        "%s, line %d: no suite wrote this row: %s; restore the file from a copy, or take the line out"
            .formatted(file, lines.get(row), Brief.of(fault)));
  }

  /**
   * Give the recorded runs, whole, in the order of their fingerprints: of a run with several rows,
   * the last one. Runs that failed are left out, as they say nothing.
   *
   * @throws StoreException.Corrupt if a row's cells contradict the record that it holds
   */
  public List<RunRecord> records() {
    Map<String, RunRecord> byFingerprint = new java.util.TreeMap<>();
    Map<String, Integer> last = new LinkedHashMap<>();
    Table table = table();
    for (int i = 0; i < table.rowCount(); i++) {
      if (table.row(i).getString("kind").equals("run")) {
        last.put(table.row(i).getString("id"), i);
      }
    }
    last.forEach(
        (fingerprint, row) -> {
          RunRecord run = record(fingerprint, row, table.row(row).getString("record"));
          if (run.outcome() != RunRecord.Outcome.FAILED) {
            byFingerprint.put(fingerprint, run);
          }
        });
    return List.copyOf(byFingerprint.values());
  }

  private RunRecord record(String fingerprint, int row, String text) {
    try {
      return LedgerRecord.read(fingerprint, text);
    } catch (StoreException.Corrupt e) {
      throw corrupt(row, String.valueOf(e.getMessage()));
    }
  }
}
