package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.paperclaims.harness.run.RunDifference;
import org.paperclaims.harness.run.RunRecord;

/**
 * Joins results folders, such as those of a suite's shards, into one. Everything is verified before
 * anything is written; a run that was recorded twice with other results is refused, because nobody
 * but a person can say which is right.
 */
public final class ResultsMerge {
  private static final int SHOWN = 10;

  private final Path target;
  private final Consumer<String> report;
  private final Map<String, Place> recorded = new TreeMap<>();
  private final Map<String, Place> unfinished = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private int twice;

  private record Place(Path results, String fingerprint) {
    Path folder() {
      return results.resolve("runs").resolve(fingerprint);
    }
  }

  /**
   * The result of a merge.
   *
   * @param records that the target has now
   * @param copied of them, from the sources
   * @param twice how often a record was found again with the same results
   * @param unfinished runs without a record whose checkpoint and log were copied
   * @param rows that the target's ledger has now
   */
  public record Merged(int records, int copied, int twice, int unfinished, int rows) {}

  private ResultsMerge(Path target, Consumer<String> report) {
    this.target = target;
    this.report = report;
  }

  /**
   * Join results folders.
   *
   * @param target made if it does not exist; what it holds is kept
   * @param report is told of what was moved to a quarantine
   * @throws StoreException if a record or a ledger's row does not verify, or two records of one run
   *     differ in their results; nothing has been written then
   * @throws StoreException.Unwritable if the target cannot be written
   */
  public static Merged of(List<Path> sources, Path target, Consumer<String> report) {
    return new ResultsMerge(target, report).merge(sources);
  }

  private Merged merge(List<Path> sources) {
    List<LedgerFile> ledgers = new ArrayList<>();
    List<Path> all = new ArrayList<>();
    if (Files.isDirectory(target.resolve("runs"))) {
      all.add(target);
    }
    for (Path source : sources) {
      if (!Files.isDirectory(source.resolve("runs"))) {
        throw new StoreException(
            source + " is not a results folder: it has no folder 'runs'; name one a suite wrote");
      }
      all.add(source);
    }
    Map<String, RunRecord> results = new LinkedHashMap<>();
    for (Path one : all) {
      RunReader runs = RunReader.of(one);
      runs.fingerprints().forEach(f -> look(runs, new Place(one, f), results));
      LedgerFile ledger = LedgerFile.salvage(one.resolve(LedgerFile.NAME));
      if (!ledger.bad().isEmpty()) {
        problems.add(ledger.fault());
      }
      ledger.cut().ifPresent(report);
      if (!one.equals(target)) {
        ledgers.add(ledger);
      }
    }
    refuseProblems();
    try (RunStore store = RunStore.open(target, report)) {
      int copied = 0;
      for (Place place : recorded.values()) {
        copied += copy(store, place) ? 1 : 0;
      }
      unfinished.keySet().removeAll(recorded.keySet());
      int started = 0;
      for (Place place : unfinished.values()) {
        started += copy(store, place) ? 1 : 0;
      }
      int written = write(ledgers);
      return new Merged(recorded.size(), copied, twice, started, written);
    } catch (IOException e) {
      throw new StoreException.Unwritable("cannot write to " + target + ": " + e, e);
    }
  }

  private void look(RunReader runs, Place place, Map<String, RunRecord> results) {
    String fingerprint = place.fingerprint();
    Stored stored = runs.find(fingerprint);
    if (stored instanceof Stored.Corrupt corrupt) {
      problems.add(place.folder() + " does not verify: " + corrupt.reason());
    } else if (stored instanceof Stored.Unreadable unreadable) {
      problems.add(place.folder() + " " + unreadable.reason());
    } else if (stored instanceof Stored.Absent) {
      unfinished.putIfAbsent(fingerprint, place);
    } else if (stored instanceof Stored.Found found) {
      RunRecord before = results.putIfAbsent(fingerprint, found.run());
      Place first = recorded.putIfAbsent(fingerprint, place);
      if (before == null || first == null) {
        verifyModel(runs, place);
        return;
      }
      Optional<String> difference = RunDifference.between(before, found.run());
      if (difference.isPresent()) {
        problems.add(
            "%s and %s are records of one run with different results (%s); keep the one you trust and move the other folder away"
                .formatted(first.folder(), place.folder(), difference.get()));
        return;
      }
      twice++;
      if (found.run().metrics().size() > before.metrics().size()) {
        // It was measured by more.
        results.put(fingerprint, found.run());
        recorded.put(fingerprint, place);
        verifyModel(runs, place);
      }
    }
  }

  private void verifyModel(RunReader runs, Place place) {
    try {
      runs.model(place.fingerprint());
    } catch (StoreException.Corrupt e) {
      problems.add(place.folder() + " does not verify: " + e.getMessage());
    }
  }

  private void refuseProblems() {
    if (!problems.isEmpty()) {
      int more = problems.size() - SHOWN;
      throw new StoreException(
          "nothing was merged:\n  "
              + String.join("\n  ", problems.subList(0, Math.min(SHOWN, problems.size())))
              + (more > 0 ? "\n  and " + more + " more" : ""));
    }
  }

  /** Copy a run's files, its record last; false if the target is where they are. */
  private boolean copy(RunStore store, Place place) throws IOException {
    Path to = new Place(target, place.fingerprint()).folder();
    if (place.results().equals(target)) {
      return false;
    }
    try (Lease lease =
        store
            .lease(place.fingerprint())
            .orElseThrow(
                () ->
                    new StoreException(
                        "somebody works on the run "
                            + place.fingerprint()
                            + " in "
                            + target
                            + "; merge when it has ended"))) {
      Files.createDirectories(to);
      Disk disk = new SyncedDisk();
      List<Path> files;
      try (Stream<Path> listed = Files.list(place.folder())) {
        files =
            listed
                .filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                .filter(f -> !f.toString().endsWith(SyncedDisk.TEMPORARY))
                .sorted(Comparator.comparing(f -> f.endsWith(RunStore.RECORD)))
                .toList();
      }
      for (Path file : files) {
        lease.check();
        disk.replace(to.resolve(file.getFileName()), out -> Files.copy(file, out));
      }
      boolean whole = Files.exists(place.folder().resolve(RunStore.RECORD));
      if (whole && !(store.find(place.fingerprint()) instanceof Stored.Found)) {
        throw new StoreException.Corrupt(
            to + " does not verify after it was copied; is somebody writing to " + place.results());
      }
    }
    return true;
  }

  /**
   * A row, and the ledger that it is read from.
   *
   * @param again whether its ledger has the run's outcome and number before: then it tells more of
   *     the run, such as another metric
   */
  private record Kept(LedgerFile ledger, LedgerLine row, boolean again) {
    static List<Kept> all(LedgerFile ledger) {
      Set<List<String>> known = new HashSet<>();
      return ledger.rows().stream()
          .map(row -> new Kept(ledger, row, !known.add(row.result())))
          .toList();
    }

    String time() {
      return row.cell("time");
    }

    /** Give what is the same in two rows that say one thing. */
    List<String> key() {
      return row.cell("kind").equals("run") && !again
          ? row.result()
          : Stream.concat(row.cells().stream(), Stream.of(row.checksum())).toList();
    }
  }

  /** Write the rows in the order of time; what two ledgers say of a run is said once. */
  private int write(List<LedgerFile> sources) throws IOException {
    Path file = target.resolve(LedgerFile.NAME);
    Leases leases = new Leases(target.resolve("leases"), Duration.ofSeconds(60));
    try (Lease lease = leases.take("ledger")) {
      // Read again under the lease: whoever shares the target may have added rows meanwhile.
      List<LedgerFile> ledgers = new ArrayList<>(List.of(LedgerFile.salvage(file)));
      ledgers.addAll(sources);
      Map<List<String>, Kept> different = new LinkedHashMap<>();
      ledgers.stream()
          .flatMap(ledger -> Kept.all(ledger).stream())
          .sorted(Comparator.comparing(Kept::time))
          .forEach(kept -> different.putIfAbsent(kept.key(), kept));
      lease.check();
      new SyncedDisk()
          .replace(
              file,
              out -> {
                out.write((LedgerFile.HEADER + "\n").getBytes(StandardCharsets.ISO_8859_1));
                for (Kept kept : different.values()) {
                  kept.ledger().copy(List.of(kept.row()), out);
                }
              });
      return different.size();
    } finally {
      leases.close();
    }
  }
}
