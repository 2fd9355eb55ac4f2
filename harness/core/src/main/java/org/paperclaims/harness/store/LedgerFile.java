package org.paperclaims.harness.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A ledger as it was read: the rows that verify, and where those are that do not. Nothing is
 * written, so a ledger can be read where nothing else of its results folder is left. Records stay
 * in the file until they are asked for, so the memory that a ledger takes is that of its numbers.
 */
public final class LedgerFile {
  /** The name of a ledger in its results folder. */
  public static final String NAME = "ledger.csv";

  private static final String FAILED = RunRecord.Outcome.FAILED.name();

  static final String HEADER = String.join(",", LedgerRow.COLUMNS) + ",checksum";

  private final Path file;
  private final List<LedgerLine> rows = new ArrayList<>();
  private final List<Range> bad = new ArrayList<>();
  private boolean headed;
  private @Nullable Range torn;
  private int lines;
  private boolean sound;

  /** Some bytes of the file. */
  record Range(long offset, long length) {}

  private LedgerFile(Path file) {
    this.file = file;
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
    ledger.cut().ifPresent(report);
    return ledger;
  }

  /**
   * Read a ledger.
   *
   * @param file no rows are found where it does not exist
   * @throws StoreException.Corrupt if it is not a regular file, or does not begin as a ledger
   * @throws StoreException if it cannot be read
   */
  public static LedgerFile read(Path file) {
    LedgerFile ledger = salvage(file);
    if (!ledger.headed && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new StoreException.Corrupt(
          file
              + " is not a ledger, or one of another version: its first line is not a ledger's"
              + " header; restore it from a copy, move it away, or name another results folder");
    }
    return ledger;
  }

  /** Read the rows that a file has, though it may not begin as a ledger. */
  static LedgerFile salvage(Path file) {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      ResultsPlace.readable(file.toAbsolutePath().resolveSibling(""));
      return new LedgerFile(file);
    }
    try (FileChannel channel = open(file)) {
      return read(file, channel, 0);
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e, e);
    }
  }

  /**
   * Open a ledger for reading.
   *
   * @throws StoreException.Corrupt if it is not a regular file
   */
  static FileChannel open(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new StoreException.Corrupt(file + " is not a regular file");
    }
    return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  /** Read what is in a file from the start of a line on. */
  static LedgerFile read(Path file, FileChannel channel, long from) throws IOException {
    LedgerFile ledger = new LedgerFile(file);
    LedgerLines.read(channel, from, ledger::add);
    return ledger;
  }

  private void add(LedgerLines.Line line) {
    lines++;
    Optional<LedgerLine> row = row(line);
    if (line.offset() == 0 && line.ended() && line.text().equals(HEADER)) {
      headed = true;
    } else if (row.isPresent()) {
      rows.add(row.get());
    } else if (line.ended()) {
      bad.add(new Range(line.offset(), line.length()));
    }
    if (!line.ended()) {
      torn = new Range(line.offset(), line.length());
    }
  }

  private Optional<LedgerLine> row(LedgerLines.Line line) {
    int comma = line.text().lastIndexOf(',');
    if (comma <= 0) {
      return Optional.empty();
    }
    String checksum = line.text().substring(comma + 1);
    // A row of an older format may well verify, but its cells mean something else.
    return checksum.equals(checksum(line.text().substring(0, comma)))
            && LedgerRow.isWellFormed(line.text())
        ? Optional.of(
            new LedgerLine(
                lines,
                line.offset(),
                line.text().length(),
                LedgerRow.cellsBeforeRecord(line.text()),
                checksum))
        : Optional.empty();
  }

  /** Give the file. */
  public Path file() {
    return file;
  }

  /** Give the rows that verify, in their order. */
  List<LedgerLine> rows() {
    return List.copyOf(rows);
  }

  /** Give the lines that are no rows, the header of another format among them. */
  List<Range> bad() {
    return List.copyOf(bad);
  }

  /** Give all bytes that belong to no row, a last line that was cut off among them. */
  List<Range> damage() {
    List<Range> damage = new ArrayList<>(bad);
    if (torn != null && cut().isPresent()) {
      damage.add(torn);
    }
    return damage;
  }

  /** Tell whether it begins with a ledger's header. */
  boolean headed() {
    return headed;
  }

  /** Give where the last line lies if nothing ends it. It is among the rows if it verifies. */
  Optional<Range> torn() {
    return Optional.ofNullable(torn);
  }

  /** Say how many of its rows do not verify; what is in them is not for a terminal. */
  String fault() {
    int all = rows.size() + bad.size();
    return "%s: %d of %d %s"
        .formatted(
            file,
            bad.size(),
            all,
            (all == 1 ? "row" : "rows")
                + (bad.size() == 1 ? " does not verify" : " do not verify"));
  }

  /** Say that the last row was cut off, if it was. */
  Optional<String> cut() {
    return torn == null || hasRowAt(torn.offset())
        ? Optional.empty()
        : Optional.of(
            file
                + ": its last row is being written, or was cut off when its writer was killed, and"
                + " is left out; the next row that is added sets it aside");
  }

  private boolean hasRowAt(long offset) {
    return !rows.isEmpty() && rows.get(rows.size() - 1).offset() == offset;
  }

  /** Seal a row's cells with their checksum. */
  static String seal(String cells) {
    return cells + "," + checksum(cells);
  }

  private static String checksum(String cells) {
    return Fingerprint.sha256(cells.getBytes(StandardCharsets.ISO_8859_1)).substring(0, 16);
  }

  /** Read a row whole, as it is written. */
  String text(LedgerLine row) {
    try (FileChannel channel = open(file)) {
      return text(channel, row);
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e, e);
    }
  }

  /** Read a row whole, by whichever thread. */
  private String text(FileChannel channel, LedgerLine row) throws IOException {
    String text =
        new String(bytes(channel, row.offset(), row.length()), StandardCharsets.ISO_8859_1);
    if (!text.endsWith("," + row.checksum())) {
      throw new StoreException(
          file
              + " was replaced while it was read, by a suite that set damaged rows aside; try again");
    }
    return text;
  }

  private static byte[] bytes(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    long at = offset;
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, at);
      if (read < 0) {
        break;
      }
      at += read;
    }
    return bytes.array();
  }

  /** Write some of its rows, as they are written. */
  void copy(Collection<LedgerLine> chosen, OutputStream out) throws IOException {
    try (FileChannel channel = open(file)) {
      for (LedgerLine row : chosen) {
        out.write((text(channel, row) + "\n").getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }

  /** Write bytes of it, each range a line. */
  void copyBytes(Collection<Range> ranges, OutputStream out) throws IOException {
    try (FileChannel channel = open(file)) {
      for (Range range : ranges) {
        for (long done = 0; done < range.length(); done += 1 << 16) {
          int count = (int) Math.min(1 << 16, range.length() - done);
          out.write(bytes(channel, range.offset() + done, count));
        }
        out.write('\n');
      }
    }
  }

  /**
   * Give the rows that verify as a table, without their records; see {@link LedgerRow#COLUMNS} for
   * its columns.
   *
   * @throws StoreException.Corrupt if somebody sealed rows whose cells are not those of a ledger
   */
  public Table table() {
    refuseFaults();
    Table table = Table.create("ledger");
    for (String name : LedgerRow.COLUMNS.subList(0, LedgerRow.RECORD)) {
      table.addColumns(column(name));
    }
    return table;
  }

  private void refuseFaults() {
    if (sound) {
      return;
    }
    for (LedgerLine row : rows) {
      Optional<String> fault = RowFault.of(row.cells());
      if (fault.isPresent()) {
        throw corrupt(row, fault.get());
      }
    }
    sound = true;
  }

  private Column<?> column(String name) {
    List<String> cells = rows.stream().map(row -> row.cell(name)).toList();
    return LedgerRow.NUMBERS.contains(name)
        ? DoubleColumn.create(
            name,
            cells.stream()
                .mapToDouble(c -> c.isEmpty() ? Double.NaN : Double.parseDouble(c))
                .toArray())
        : StringColumn.create(name, cells);
  }

  /** Say what is wrong with a row that verifies. */
  private StoreException.Corrupt corrupt(LedgerLine row, String fault) {
    return new StoreException.Corrupt(
        "%s, line %d: no suite wrote this row: %s; restore the file from a copy, or take the line out"
            .formatted(file, row.number(), Brief.of(fault)));
  }

  /**
   * Give the recorded runs, whole, in the order of their fingerprints: of a run with several rows,
   * the last one, but none that failed after one that ended, and of rows with one outcome and
   * number the one that tells most. Machines' clocks differ, so the last may be only called so.
   * Runs that failed are left out, as they say nothing.
   *
   * @throws StoreException.Corrupt if a row's cells contradict the record that it holds
   */
  public List<RunRecord> records() {
    return records(row -> true).stream()
        .filter(run -> run.outcome() != RunRecord.Outcome.FAILED || run.spec().madeElsewhere())
        .toList();
  }

  /**
   * Give the runs that were made elsewhere, in the order of their fingerprints, those that were cut
   * off there too.
   *
   * @throws StoreException.Corrupt if a row's cells contradict the record that it holds
   */
  public List<RunRecord> imported() {
    return records(row -> row.cell("engine").equals(RunSpec.ELSEWHERE));
  }

  /** Choose between two rows of a run, of which the second has the later time or the same. */
  private static LedgerLine better(LedgerLine row, LedgerLine later) {
    if (row.cell("outcome").equals(FAILED) != later.cell("outcome").equals(FAILED)) {
      return row.cell("outcome").equals(FAILED) ? later : row;
    }
    // A metric or the answers that are added to a record make its row longer.
    return row.result().equals(later.result()) && row.length() > later.length() ? row : later;
  }

  /** Rows of other machines may stand behind later ones. */
  private List<LedgerLine> inOrderOfTime() {
    return rows.stream().sorted(Comparator.comparing(row -> row.cell("time"))).toList();
  }

  /** Give the row of each run that stands for it, by fingerprint. */
  private Map<String, LedgerLine> ofRuns(Predicate<LedgerLine> chosen) {
    refuseFaults();
    Map<String, LedgerLine> last = new TreeMap<>();
    for (LedgerLine row : inOrderOfTime()) {
      if (row.cell("kind").equals("run") && chosen.test(row)) {
        last.merge(row.cell("id"), row, LedgerFile::better);
      }
    }
    return last;
  }

  /**
   * Give, by fingerprint, the row of each run that {@link #records} read, with its digest.
   *
   * @throws StoreException.Corrupt if a row's cells are not those of a ledger
   */
  public Map<String, LedgerEntry> entriesOfRuns() {
    Map<String, LedgerLine> last = ofRuns(row -> true);
    Map<String, LedgerEntry> entries = new TreeMap<>();
    if (!last.isEmpty()) {
      try (FileChannel channel = open(file)) {
        for (Map.Entry<String, LedgerLine> one : last.entrySet()) {
          entries.put(one.getKey(), entry(channel, one.getValue()));
        }
      } catch (IOException e) {
        throw new StoreException("cannot read " + file + ": " + e, e);
      }
    }
    return entries;
  }

  private LedgerEntry entry(FileChannel channel, LedgerLine row) throws IOException {
    Map<String, String> cells = new TreeMap<>();
    for (String column : LedgerRow.COLUMNS.subList(0, LedgerRow.RECORD)) {
      cells.put(column, row.cell(column));
    }
    return new LedgerEntry(
        cells, Fingerprint.sha256(text(channel, row).getBytes(StandardCharsets.ISO_8859_1)));
  }

  private List<RunRecord> records(Predicate<LedgerLine> chosen) {
    Map<String, LedgerLine> last = ofRuns(chosen);
    if (last.isEmpty()) {
      return List.of();
    }
    try (FileChannel channel = open(file)) {
      // Reading them is parsing: large ledgers take as many cores as there are.
      return last.values().parallelStream().map(row -> record(channel, row)).toList();
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e, e);
    }
  }

  /**
   * Give the rows that verify with their digests, in their order.
   *
   * @throws StoreException.Corrupt if a row's cells are not those of a ledger
   */
  public List<LedgerEntry> entries() {
    refuseFaults();
    if (rows.isEmpty()) {
      return List.of();
    }
    try (FileChannel channel = open(file)) {
      List<LedgerEntry> entries = new ArrayList<>();
      for (LedgerLine row : rows) {
        entries.add(entry(channel, row));
      }
      return entries;
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e, e);
    }
  }

  /** Tell whether every row of the file verifies, to its last byte. */
  public boolean isWhole() {
    return headed && bad.isEmpty() && cut().isEmpty();
  }

  /**
   * Give the verdicts, oldest first, each with what was declared for it.
   *
   * @throws StoreException.Corrupt if a row's cells are not those of a ledger
   */
  public List<StoredVerdict> verdicts() {
    List<LedgerLine> lines = new ArrayList<>();
    for (LedgerLine row : inOrderOfTime()) {
      Optional<String> fault = RowFault.of(row.cells());
      if (fault.isPresent()) {
        throw corrupt(row, fault.get());
      }
      if (row.cell("kind").equals("verdict")) {
        lines.add(row);
      }
    }
    if (lines.isEmpty()) {
      return List.of();
    }
    try (FileChannel channel = open(file)) {
      List<StoredVerdict> verdicts = new ArrayList<>();
      for (LedgerLine row : lines) {
        verdicts.add(verdict(channel, row));
      }
      return verdicts;
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e, e);
    }
  }

  private StoredVerdict verdict(FileChannel channel, LedgerLine row) throws IOException {
    try {
      String n = row.cell("n");
      return new StoredVerdict(
          row.cell("id"),
          row.cell("case"),
          row.cell("tier"),
          row.cell("engine"),
          row.cell("commit"),
          Verdict.valueOf(row.cell("outcome")),
          n.isEmpty() ? 0 : Integer.parseInt(n),
          row.cell("time"),
          DeclarationCell.read(LedgerRow.record(text(channel, row))));
    } catch (StoreException.Corrupt e) {
      throw corrupt(row, String.valueOf(e.getMessage()));
    }
  }

  private RunRecord record(FileChannel channel, LedgerLine row) {
    try {
      return LedgerRecord.read(row.cell("id"), LedgerRow.record(text(channel, row)));
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e, e);
    } catch (StoreException.Corrupt e) {
      throw corrupt(row, String.valueOf(e.getMessage()));
    }
  }
}
