package org.paperclaims.harness.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.RunDifference;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.SpecJson;

/** Compares copies of a run's files with what a ledger says of the run. */
public final class RecordFiles {
  private RecordFiles() {}

  /**
   * Say what the files of a run say otherwise than its row of a ledger.
   *
   * @param files by name: {@code spec.json}, {@code record.json} and {@code epochs.csv}; without a
   *     record nothing is said
   * @return empty if they agree in what both have
   */
  public static Optional<String> fault(RunRecord row, Map<String, byte[]> files) {
    byte[] record = files.get(RunStore.RECORD);
    byte[] spec = files.get(RunStore.SPEC);
    byte[] epochs = files.get(RunStore.EPOCHS);
    if (record == null) {
      return Optional.empty();
    }
    if (spec == null || epochs == null) {
      return Optional.of("a record without " + (spec == null ? RunStore.SPEC : RunStore.EPOCHS));
    }
    try {
      RecordJson json = RecordJson.read(RunReader.text(record));
      RunSpec said = SpecJson.read(RunReader.text(spec));
      List<EpochRow> rows = EpochsCsv.read(RunReader.text(epochs));
      if (!json.fingerprint().equals(row.fingerprint()) || !said.equals(row.spec())) {
        return Optional.of("files of another run");
      }
      RunRecord copy =
          new RunRecord(
              json.fingerprint(),
              said,
              json.outcome(),
              json.detail(),
              rows,
              json.metrics(),
              json.environment(),
              json.seconds());
      return RunDifference.between(copy, row)
          .map(difference -> "files and ledger differ in " + difference);
    } catch (RuntimeException e) {
      // A stranger's bytes may raise anything in what parses them.
      return Optional.of("its files cannot be read: " + Brief.of(e.getMessage()));
    }
  }
}
