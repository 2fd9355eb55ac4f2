package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paperclaims.harness.run.RunRecord;
import tech.tablesaw.api.Table;

/**
 * The table of all runs and verdicts ever recorded in a results folder, {@code ledger.csv}: one row
 * a run, with the whole record in its last but one cell, and one a verdict. The last cell of a row
 * is the checksum of the others; rows that do not verify are moved to the quarantine when the next
 * row is added. Safe for several threads and processes.
 */
public final class Ledger {
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
    return read().table();
  }

  /** Give the rows that verify, as they are written. */
  List<String> rows() {
    return read().good();
  }

  /** Check every row; say how many do not verify, or nothing. */
  public Optional<String> problems() {
    LedgerFile ledger = read();
    return ledger.bad().isEmpty() ? Optional.empty() : Optional.of(ledger.fault());
  }

  private synchronized void append(String cells, String unlessThere) {
    try (Lease lease = leases.take(LEASE)) {
      SyncedDisk.clearTemporaries(file);
      LedgerFile lines = read();
      if (!lines.bad().isEmpty()) {
        quarantine.keep(file, String.join("\n", lines.bad()) + "\n", lines.fault());
      } else if (!unlessThere.isEmpty()
          && lines.good().stream().anyMatch(l -> l.startsWith(unlessThere))) {
        return;
      }
      List<String> all = new ArrayList<>(lines.good());
      all.add(LedgerFile.seal(cells));
      lease.check();
      disk.replace(file, LedgerFile.HEADER + "\n" + String.join("\n", all) + "\n");
    } catch (IOException e) {
      throw new StoreException.Unwritable("cannot write " + file + ": " + e, e);
    }
  }

  private LedgerFile read() {
    try {
      return LedgerFile.salvage(file);
    } catch (StoreException.Corrupt e) {
      quarantine.move(file, String.valueOf(e.getMessage()));
      return new LedgerFile(file, List.of(), List.of(), List.of());
    }
  }
}
