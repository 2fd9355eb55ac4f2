package org.paperclaims.harness.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.store.RunReader;
import org.paperclaims.harness.store.Stored;

/** Reads every record of a results folder that verifies. */
public final class StoredRecords {
  private StoredRecords() {}

  /**
   * Give the records in the order of their fingerprints; what does not verify is left where it is.
   */
  private static List<RunRecord> of(RunReader runs) {
    // Verifying is reading and hashing: large stores take as many cores as there are.
    return runs.fingerprints().parallelStream()
        .map(runs::find)
        .flatMap(stored -> stored instanceof Stored.Found f ? Stream.of(f.run()) : Stream.empty())
        .toList();
  }

  /**
   * Give the records of a results folder: those of its runs, or, where somebody kept nothing but
   * the ledger, those of the ledger. Nothing is written.
   *
   * @param report is told of what does not verify
   * @throws SettingsException if the folder has neither
   */
  public static List<RunRecord> of(Path results, Consumer<String> report) {
    return hasRuns(results) ? ofRuns(results) : of(results, LedgerFile.of(results, report));
  }

  /** Give the same where the ledger of the folder has been read, and what it lacks been said. */
  public static List<RunRecord> of(Path results, LedgerFile ledger, Consumer<String> report) {
    return hasRuns(results) ? ofRuns(results) : of(results, ledger);
  }

  private static boolean hasRuns(Path results) {
    return Files.isDirectory(results.resolve("runs"));
  }

  private static List<RunRecord> ofRuns(Path results) {
    return of(RunReader.of(results));
  }

  private static List<RunRecord> of(Path results, LedgerFile ledger) {
    if (!Files.exists(ledger.file())) {
      throw new SettingsException(
          "%s is not a results folder: it has neither a folder 'runs' nor a file '%s'; name one that a suite wrote"
              .formatted(results, LedgerFile.NAME));
    }
    return ledger.records();
  }
}
