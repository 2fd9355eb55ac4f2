package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * The table of all runs and verdicts ever recorded in a results folder, {@code ledger.csv}: one row
 * a run, one a verdict. The last cell of a row is the checksum of the others; rows that do not
 * verify are moved to the quarantine when the next row is added. Safe for several threads and
 * processes.
 */
public final class Ledger {
  private static final int LIMIT = 256 << 20;
  private static final String LEASE = "ledger";

  private final Path file;
  private final Disk disk;
  private final Leases leases;
  private final Quarantine quarantine;

  Ledger(Path file, Disk disk, Leases leases, Quarantine quarantine) {
    this.file = file;
    this.disk = disk;
    this.leases = leases;
    this.quarantine = quarantine;
  }

  /** Add a run, unless it is there with the same outcome and numbers. */
  public void add(RunRecord run) {
    String prefix = LedgerRow.prefix(run);
    append(LedgerRow.of(run), prefix);
  }

  /** Add a verdict. */
  public void add(VerdictRow verdict) {
    append(LedgerRow.of(verdict), "");
  }

  /** Give the rows that verify as a table; see {@link LedgerRow#COLUMNS} for its columns. */
  public Table table() {
    List<String> lines = rows();
    String header = String.join(",", LedgerRow.COLUMNS) + ",checksum";
    String text = header + "\n" + String.join("\n", lines) + "\n";
    var options =
        CsvReadOptions.builderFromString(text)
            .tableName("ledger")
            .header(true)
            .missingValueIndicator("")
            .maxCharsPerColumn(1 << 16)
            .columnTypes(
                name -> LedgerRow.NUMBERS.contains(name) ? ColumnType.DOUBLE : ColumnType.STRING);
    return Table.read().csv(options.build()).removeColumns("checksum");
  }

  /** Give the rows that verify, as they are written. */
  List<String> rows() {
    return read().good();
  }

  /** Check every row; return what is wrong, one line each, or nothing. */
  public List<String> problems() {
    return read().bad();
  }

  private synchronized void append(String cells, String unlessThere) {
    try (Lease lease = leases.take(LEASE)) {
      Lines lines = read();
      if (!lines.bad().isEmpty()) {
        quarantine.keep(
            file,
            String.join("\n", lines.bad()) + "\n",
            lines.bad().size() + " rows of the ledger do not verify");
      } else if (!unlessThere.isEmpty()
          && lines.good().stream().anyMatch(l -> l.startsWith(unlessThere))) {
        return;
      }
      List<String> all = new ArrayList<>(lines.good());
      all.add(cells + "," + checksum(cells));
      String header = String.join(",", LedgerRow.COLUMNS) + ",checksum";
      lease.check();
      disk.replace(file, header + "\n" + String.join("\n", all) + "\n");
    } catch (IOException e) {
      throw new StoreException.Unwritable("cannot write " + file + ": " + e, e);
    }
  }

  private record Lines(List<String> good, List<String> bad) {}

  private Lines read() {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Lines(List.of(), List.of());
    }
    List<String> good = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    try {
      // Latin-1 keeps every byte as it is, whatever rot has made of the text.
      String text = new String(RunStore.readAll(file, LIMIT), StandardCharsets.ISO_8859_1);
      List<String> lines = text.lines().toList();
      String header = String.join(",", LedgerRow.COLUMNS) + ",checksum";
      if (lines.isEmpty() || !lines.get(0).equals(header)) {
        bad.addAll(lines.subList(0, Math.min(1, lines.size())));
      }
      for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
        int comma = line.lastIndexOf(',');
        boolean verified =
            comma > 0 && line.substring(comma + 1).equals(checksum(line.substring(0, comma)));
        (verified ? good : bad).add(line);
      }
    } catch (StoreException.Corrupt e) {
      quarantine.move(file, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new StoreException("cannot read " + file + ": " + e, e);
    }
    return new Lines(good, bad);
  }

  private static String checksum(String cells) {
    return Fingerprint.sha256(cells.getBytes(StandardCharsets.ISO_8859_1)).substring(0, 16);
  }
}
