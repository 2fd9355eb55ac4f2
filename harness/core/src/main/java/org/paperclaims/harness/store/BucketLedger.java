package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.paperclaims.harness.run.Fingerprint;

/**
 * The rows of a ledger in a bucket, an object each that is created once. Its key is made of the
 * row: that of a run's outcome and number, which several machines may find, is the same for all.
 */
final class BucketLedger {
  private static final String FOLDER = "ledger/";

  /** So many rows are asked for at once. */
  private static final int AT_ONCE = 16;

  private final ObjectStore objects;

  /** The keys that the bucket has for all that is known here. */
  private final Set<String> there = new HashSet<>();

  BucketLedger(ObjectStore objects) {
    this.objects = objects;
  }

  /**
   * Put a row, unless it is there.
   *
   * @param result of the run, where rows with the same count once
   */
  synchronized void put(String row, Optional<List<String>> result) throws IOException {
    String key = result.map(BucketLedger::key).orElseGet(() -> key(checksum(row)));
    if (there.add(key)) {
      // Whether it was there makes no difference.
      var unused = objects.create(key, row.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /**
   * Put the rows that the bucket does not have, and give those that the folder does not have, in
   * the order of their times.
   *
   * @param report is told of rows that do not verify
   */
  synchronized List<String> exchange(LedgerFile own, Consumer<String> report) throws IOException {
    objects.list(FOLDER).forEach(entry -> there.add(entry.key()));
    Set<String> known = new HashSet<>();
    for (LedgerLine row : own.rows()) {
      // A row of more that is known of a run has a key of its own; which of the two it has is not
      // seen on it.
      String first = row.cell("kind").equals("run") ? key(row.result()) : key(row.checksum());
      String more = key(row.checksum());
      known.add(first);
      known.add(more);
      if (!there.contains(first) && !there.contains(more)) {
        put(own.text(row), Optional.of(row.result()).filter(r -> row.cell("kind").equals("run")));
      }
    }
    Set<String> missing = new TreeSet<>(there);
    missing.removeAll(known);
    List<String> rows = get(missing);
    List<String> whole = rows.stream().filter(BucketLedger::verifies).toList();
    if (whole.size() < rows.size()) {
      report.accept(
          "%d of %d rows of the bucket's ledger do not verify and are left out"
              .formatted(rows.size() - whole.size(), there.size()));
    }
    return inOrder(whole);
  }

  private List<String> get(Set<String> keys) throws IOException {
    ExecutorService readers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Optional<byte[]>>> asked = new ArrayList<>();
      for (String key : keys) {
        asked.add(readers.submit(() -> objects.get(key, LedgerLines.LONGEST)));
      }
      List<String> rows = new ArrayList<>();
      for (Future<Optional<byte[]>> one : asked) {
        one.get().ifPresent(row -> rows.add(new String(row, StandardCharsets.ISO_8859_1)));
      }
      return rows;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      readers.shutdownNow();
    }
  }

  /** A row's time stands in one of its first cells, whose words have no commas. */
  private static List<String> inOrder(List<String> rows) {
    int time = LedgerRow.COLUMNS.indexOf("time");
    return rows.stream()
        .sorted(Comparator.comparing(row -> row.split(",", time + 2)[time]))
        .toList();
  }

  private static boolean verifies(String row) {
    int seal = row.lastIndexOf(',');
    return seal > 0
        && LedgerFile.seal(row.substring(0, seal)).equals(row)
        && LedgerRow.isWellFormed(row);
  }

  private static String checksum(String row) {
    return row.substring(row.lastIndexOf(',') + 1);
  }

  private static String key(List<String> result) {
    return key(Fingerprint.sha256(String.join("\n", result).getBytes(StandardCharsets.UTF_8)));
  }

  private static String key(String digest) {
    return FOLDER + digest + ".csv";
  }
}
