package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
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
    if (!there.contains(key)) {
      create(Map.of(key, row));
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
    Map<String, String> missingThere = new LinkedHashMap<>();
    for (LedgerLine row : own.rows()) {
      boolean run = row.cell("kind").equals("run");
      String more = key(row.checksum());
      String first = run ? key(row.result()) : more;
      // A second row of one outcome and number tells more of the run.
      boolean again = run && !known.add(first);
      known.add(more);
      if (!there.contains(more) && (again || !there.contains(first))) {
        missingThere.put(again ? more : first, own.text(row));
      }
    }
    create(missingThere);
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

  private void create(Map<String, String> rows) throws IOException {
    List<Callable<String>> tasks = new ArrayList<>();
    rows.forEach(
        (key, row) ->
            tasks.add(
                () -> {
                  var unused = objects.create(key, row.getBytes(StandardCharsets.ISO_8859_1));
                  return key;
                }));
    there.addAll(all(tasks));
  }

  private List<String> get(Set<String> keys) throws IOException {
    List<Callable<Optional<byte[]>>> tasks = new ArrayList<>();
    keys.forEach(key -> tasks.add(() -> objects.get(key, LedgerLines.LONGEST)));
    return all(tasks).stream()
        .flatMap(Optional::stream)
        .map(row -> new String(row, StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static <T> List<T> all(List<Callable<T>> tasks) throws IOException {
    if (tasks.isEmpty()) {
      return List.of();
    }
    ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> one : workers.invokeAll(tasks)) {
        results.add(one.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      workers.shutdownNow();
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
