package org.paperclaims.harness.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.store.ResultsPlace;
import org.paperclaims.harness.store.RunReader;
import org.paperclaims.harness.store.Stored;

/** Reads every record of a results folder that verifies. */
public final class StoredRecords {
  /** How many records that do not verify are named. */
  private static final int NAMED = 3;

  private StoredRecords() {}

  /**
   * Give the records of a results folder: those of its runs, or, where somebody kept nothing but
   * the ledger, those of the ledger. Runs made elsewhere stand in the ledger alone. Nothing is
   * written.
   *
   * @param report is told of what does not verify
   * @throws SettingsException if the folder has neither
   */
  public static List<RunRecord> of(Path results, Consumer<String> report) {
    return of(results, LedgerFile.of(results, report), report);
  }

  /** Give the same where the ledger of the folder has been read, and what it lacks been said. */
  public static List<RunRecord> of(Path results, LedgerFile ledger, Consumer<String> report) {
    if (!hasRuns(results, ledger)) {
      return of(results, ledger);
    }
    List<RunRecord> imported = ledger.imported();
    List<RunRecord> runs = ofRuns(results, report);
    return imported.isEmpty() ? runs : Stream.concat(runs.stream(), imported.stream()).toList();
  }

  /**
   * Tell whether a suite has written anything to a folder; in a new one there is nothing to read.
   */
  public static boolean areIn(Path results) {
    return Files.isDirectory(results.resolve("runs"))
        || Files.exists(results.resolve(LedgerFile.NAME));
  }

  /** A ledger stands for runs that lie elsewhere: in a bucket, or where it was copied from. */
  private static boolean hasRuns(Path results, LedgerFile ledger) {
    return !ResultsPlace.isInBucket(results)
        && Files.isDirectory(results.resolve("runs"))
        && !(Files.exists(ledger.file()) && RunReader.of(results).fingerprints().isEmpty());
  }

  /** Read them in the order of their fingerprints; what does not verify is left where it is. */
  private static List<RunRecord> ofRuns(Path results, Consumer<String> report) {
    RunReader runs = RunReader.of(results);
    // Verifying is reading and hashing: large stores take as many cores as there are.
    List<Looked> looked =
        runs.fingerprints().parallelStream().map(f -> new Looked(f, runs.find(f))).toList();
    List<RunRecord> records = new ArrayList<>();
    List<String> hurt = new ArrayList<>();
    List<String> unread = new ArrayList<>();
    for (Looked one : looked) {
      if (one.stored() instanceof Stored.Found found) {
        records.add(found.run());
      } else if (one.stored() instanceof Stored.Corrupt corrupt) {
        hurt.add(one.fingerprint().substring(0, 12) + " (" + corrupt.reason() + ")");
      } else if (one.stored() instanceof Stored.Unreadable unreadable) {
        unread.add(one.fingerprint().substring(0, 12) + " (" + unreadable.reason() + ")");
      }
    }
    if (!unread.isEmpty()) {
      report.accept(
          "%s: %d of %d records cannot be read now and %s left out: %s; permit it, or try again when the server answers"
              .formatted(
                  results.resolve("runs"),
                  unread.size(),
                  looked.size(),
                  unread.size() == 1 ? "is" : "are",
                  String.join(", ", unread.subList(0, Math.min(NAMED, unread.size())))
                      + (unread.size() > NAMED
                          ? " and " + (unread.size() - NAMED) + " more"
                          : "")));
    }
    if (!hurt.isEmpty()) {
      report.accept(leftOut(results, records.size() + hurt.size(), hurt));
    }
    return List.copyOf(records);
  }

  private record Looked(String fingerprint, Stored stored) {}

  private static String leftOut(Path results, int records, List<String> hurt) {
    int more = hurt.size() - NAMED;
    return "%s: %d of %d %s left out: %s%s; restore %s from a copy, or let `claims run` do %s again"
        .formatted(
            results.resolve("runs"),
            hurt.size(),
            records,
            (records == 1 ? "record" : "records")
                + (hurt.size() == 1 ? " does not verify and is" : " do not verify and are"),
            String.join(", ", hurt.subList(0, Math.min(NAMED, hurt.size()))),
            more > 0 ? " and " + more + " more" : "",
            hurt.size() == 1 ? "it" : "them",
            hurt.size() == 1 ? "the run" : "the runs");
  }

  private static List<RunRecord> of(Path results, LedgerFile ledger) {
    ResultsPlace.readable(results);
    if (!Files.exists(ledger.file())) {
      throw new SettingsException(
          "%s is not a results folder: it has neither a folder 'runs' nor a file '%s'; name one that a suite wrote"
              .formatted(results, LedgerFile.NAME));
    }
    return ledger.records();
  }
}
