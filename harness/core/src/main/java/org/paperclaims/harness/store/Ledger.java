package org.paperclaims.harness.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.paperclaims.harness.run.RunRecord;
import tech.tablesaw.api.Table;

/**
 * The table of all runs and verdicts ever recorded in a results folder, {@code ledger.csv}: one row
 * a run, with the whole record in its last but one cell, and one a verdict. The last cell of a row
 * is the checksum of the others.
 *
 * <p>Rows are added at the end, by the holder of the ledger's lease, and nothing that verifies is
 * ever written again: a row costs the same however many there are. A process that adds one reads
 * only what others have added since. Lines that do not verify, and a last line that was cut off, go
 * to the quarantine when the next row is added. Safe for several threads and processes.
 */
public final class Ledger {
  private static final String LEASE = "ledger";

  /** How often a row is added again by a process that was frozen while it added it. */
  private static final int TRIES = 3;

  /** So many bytes of rows that are added together go to the disk at once. */
  private static final int CHUNK = 4 << 20;

  /** So many rows are made side by side. */
  private static final int AT_ONCE = 100;

  /** So many bytes before the end of what was read tell whether it is still the same file. */
  private static final int MARK = 64;

  private final Path file;
  private final Disk disk;
  private final Leases leases;
  private final Quarantine quarantine;
  private final Optional<BucketLedger> bucket;

  /** The runs in the rows that were read, and the checksums of all of them. */
  private final Set<List<String>> results = new HashSet<>();

  private final Set<String> checksums = new HashSet<>();

  /** The position up to which lines were read, and the bytes before it. */
  private long read;

  private byte[] mark = new byte[0];

  Ledger(
      Path file, Disk disk, Leases leases, Quarantine quarantine, Optional<BucketLedger> bucket) {
    this.file = file;
    this.disk = disk;
    this.leases = leases;
    this.quarantine = quarantine;
    this.bucket = bucket;
  }

  /** Add a run, unless it is there with the same outcome and numbers. */
  public void add(RunRecord run) {
    append(LedgerFile.seal(LedgerRow.of(run)), Optional.of(LedgerRow.result(run)));
  }

  /** Add a run again of which more is known now; readers take the last row of a run. */
  public void addAgain(RunRecord run) {
    append(LedgerFile.seal(LedgerRow.of(run)), Optional.empty());
  }

  /** Add a verdict. */
  public void add(VerdictRow verdict) {
    append(LedgerFile.seal(LedgerRow.of(verdict)), Optional.empty());
  }

  /** Give the rows that verify as a table; see {@link LedgerFile#table} for its columns. */
  public Table table() {
    return read().table();
  }

  /** Give the verdicts, oldest first, each with what was declared for it. */
  public List<StoredVerdict> verdicts() {
    return read().verdicts();
  }

  /** Give the rows that verify, as they are written. */
  List<String> rows() {
    LedgerFile ledger = read();
    return ledger.rows().stream().map(ledger::text).toList();
  }

  /** Check every row; say how many do not verify, or nothing. */
  public Optional<String> problems() {
    LedgerFile ledger = read();
    return ledger.bad().isEmpty() ? ledger.cut() : Optional.of(ledger.fault());
  }

  /**
   * Add runs that were made elsewhere, all at once: they take one lease and few waits for the disk,
   * however many they are. Those that are there with the same outcome and numbers are left out.
   *
   * @throws StoreException.Unwritable if they cannot all be written; those that are may be added
   *     again
   */
  public synchronized void addImported(List<RunRecord> runs) {
    withLease(
        (lease, again) -> {
          ByteArrayOutputStream lines = new ByteArrayOutputStream();
          for (int from = 0; from < runs.size(); from += AT_ONCE) {
            runs.subList(from, Math.min(from + AT_ONCE, runs.size())).parallelStream()
                .filter(run -> !results.contains(LedgerRow.result(run)))
                .map(run -> line(LedgerFile.seal(LedgerRow.of(run))))
                .toList()
                .forEach(lines::writeBytes);
            if (lines.size() >= CHUNK || from + AT_ONCE >= runs.size()) {
              lease.check();
              write(lines.toByteArray());
              lines.reset();
            }
          }
        });
    exchange(row -> {});
  }

  /** Give the runs that were made elsewhere; see {@link LedgerFile#imported}. */
  public List<RunRecord> imported() {
    return read().imported();
  }

  private synchronized void append(String row, Optional<List<String>> unlessThere) {
    byte[] line = line(row);
    withLease(
        (lease, again) -> {
          boolean there = unlessThere.isPresent() && results.contains(unlessThere.get());
          boolean added = again && checksums.contains(checksum(row));
          if (!there && !added) {
            lease.check();
            write(line);
          }
        });
    if (bucket.isPresent()) {
      try {
        bucket.get().put(row, unlessThere);
      } catch (IOException e) {
        throw new StoreException.Away(
            "a row of %s cannot be put into the bucket (%s); it goes there when the results are opened again"
                .formatted(file, Brief.of(e)),
            e);
      }
    }
  }

  /**
   * Put the rows that the bucket does not have into it, and add those that it has.
   *
   * @param report is told of rows that do not verify
   */
  synchronized void exchange(Consumer<String> report) {
    if (bucket.isEmpty()) {
      return;
    }
    List<String> others;
    try {
      // Others who write here do not wait for the network.
      others = bucket.get().exchange(LedgerFile.salvage(file), report);
    } catch (IOException e) {
      throw Bucket.unreachable("read the ledger of", e);
    }
    withLease(
        (lease, again) -> {
          ByteArrayOutputStream lines = new ByteArrayOutputStream();
          for (String row : others) {
            if (!checksums.contains(checksum(row))) {
              lines.writeBytes(line(row));
            }
            if (lines.size() >= CHUNK) {
              lease.check();
              write(lines.toByteArray());
              lines.reset();
            }
          }
          lease.check();
          write(lines.toByteArray());
        });
  }

  /** A change of the ledger, made while this process alone may write. */
  private interface Writing {
    /**
     * Write, with all rows of others known.
     *
     * @param again whether an earlier attempt may have written already
     */
    void by(Lease lease, boolean again) throws IOException;
  }

  private void withLease(Writing work) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try (Lease lease = leases.take(LEASE)) {
        catchUp();
        work.by(lease, attempt > 0);
        // A process that lost the lease here may have written over another's row, or been written
        // over: the next attempt looks.
        lease.check();
        return;
      } catch (StoreException.LeaseLost e) {
        forget();
        if (attempt == TRIES - 1) {
          throw e;
        }
      } catch (IOException e) {
        throw new StoreException.Unwritable("cannot write " + file + ": " + e, e);
      }
    }
  }

  private byte[] line(String row) {
    byte[] line = (row + "\n").getBytes(StandardCharsets.ISO_8859_1);
    if (line.length > LedgerLines.LONGEST) {
      throw new StoreException(
          "a row of %s has %d bytes; at most %d are allowed, and nothing was added"
              .formatted(file, line.length, LedgerLines.LONGEST));
    }
    return line;
  }

  private static String checksum(String row) {
    return row.substring(row.lastIndexOf(',') + 1);
  }

  private void write(byte[] line) throws IOException {
    try {
      disk.append(file, line);
    } catch (AccessDeniedException e) {
      // A file of another user in a folder that this one may write to: it is replaced by its copy.
      rewrite(LedgerFile.salvage(file));
      disk.append(file, line);
    }
  }

  /** Read what was added since this process last looked, and mend what is wrong with it. */
  private void catchUp() throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      quarantine.move(file, file + " is not a regular file");
      begin();
    }
    LedgerFile news = news();
    boolean whole = read > 0 || news.headed();
    if (!whole || !news.bad().isEmpty()) {
      forget();
      LedgerFile all = LedgerFile.salvage(file);
      if (!all.damage().isEmpty()) {
        quarantine.keep(file, out -> all.copyBytes(all.damage(), out), all.fault());
      }
      rewrite(all);
      news = news();
    }
    if (news.torn().isPresent()) {
      mendEnd(news, news.torn().get());
    }
    for (LedgerLine row : news.rows()) {
      checksums.add(row.checksum());
      results.add(row.result());
    }
    try (FileChannel channel = LedgerFile.open(file)) {
      read = channel.size();
      mark = markBefore(channel, read);
    }
  }

  private LedgerFile news() throws IOException {
    try (FileChannel channel = LedgerFile.open(file)) {
      boolean same = channel.size() >= read && Arrays.equals(mark, markBefore(channel, read));
      if (!same) {
        forget();
      }
      return LedgerFile.read(file, channel, read);
    }
  }

  private static byte[] markBefore(FileChannel channel, long end) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(MARK, end));
    long start = end - bytes.capacity();
    int count = 0;
    while (bytes.hasRemaining() && count >= 0) {
      count = channel.read(bytes, start + bytes.position());
    }
    return bytes.array();
  }

  private void forget() {
    results.clear();
    checksums.clear();
    read = 0;
    mark = new byte[0];
  }

  private void begin() throws IOException {
    forget();
    SyncedDisk.clearTemporaries(file);
    disk.replace(file, LedgerFile.HEADER + "\n");
  }

  /** Write the rows that verify into a file of their own and put it in the place of the old one. */
  private void rewrite(LedgerFile ledger) throws IOException {
    forget();
    SyncedDisk.clearTemporaries(file);
    disk.replace(
        file,
        out -> {
          out.write((LedgerFile.HEADER + "\n").getBytes(StandardCharsets.ISO_8859_1));
          ledger.copy(ledger.rows(), out);
        });
  }

  /** Give the last line its end; one that a killed writer left unfinished is set aside. */
  private void mendEnd(LedgerFile ledger, LedgerFile.Range torn) throws IOException {
    Optional<String> cut = ledger.cut();
    if (cut.isEmpty()) {
      disk.append(file, new byte[] {'\n'});
      return;
    }
    quarantine.keep(
        file,
        out -> ledger.copyBytes(List.of(torn), out),
        file
            + ": the last row was cut off, as when its writer was killed; all rows before it stand");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      channel.truncate(torn.offset());
      channel.force(false);
    }
  }

  private synchronized LedgerFile read() {
    try {
      LedgerFile ledger = LedgerFile.salvage(file);
      if (!ledger.bad().isEmpty()) {
        // Whatever was read before: the next row that is added mends it.
        forget();
      }
      return ledger;
    } catch (StoreException.Corrupt e) {
      quarantine.move(file, String.valueOf(e.getMessage()));
      return LedgerFile.salvage(file);
    }
  }
}
