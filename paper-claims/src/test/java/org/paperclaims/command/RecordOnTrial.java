package org.paperclaims.command;

import java.nio.file.Path;
import java.util.List;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.suite.StoredRecords;

/** A claim of a catalogue that a test wrote, run in a folder of the test. */
record RecordOnTrial(Path catalogue, String id, Path folder) {
  /** Run it as a user would. */
  Claims run() {
    return Claims.call(
        "run",
        "--catalogue",
        catalogue.toString(),
        "--include",
        id,
        "--results",
        folder.resolve("results").toString(),
        "--report-dir",
        folder.resolve("report").toString());
  }

  /** Give the records that runs have left. */
  static List<RunRecord> runsIn(Path folder) {
    return StoredRecords.of(folder.resolve("results"), problem -> {});
  }
}
