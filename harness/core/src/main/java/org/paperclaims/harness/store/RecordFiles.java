package org.paperclaims.harness.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.SpecJson;

/** Compares copies of a run's files with what a ledger says of the run. */
public final class RecordFiles {
  private RecordFiles() {}

  /**
   * Say what the files of a run say otherwise than its row of a ledger.
   *
   * @param files by name: {@code spec.json}, {@code record.json} and {@code epochs.csv}, or fewer
   * @return empty if they agree; of metrics, in those that both have
   */
  public static Optional<String> fault(RunRecord row, Map<String, byte[]> files) {
    try {
      byte[] spec = files.get(RunStore.SPEC);
      if (spec != null && !SpecJson.read(RunReader.text(spec)).equals(row.spec())) {
        return Optional.of(RunStore.SPEC + " is of another run");
      }
      byte[] epochs = files.get(RunStore.EPOCHS);
      if (epochs != null
          && !timeless(EpochsCsv.read(RunReader.text(epochs))).equals(timeless(row.epochs()))) {
        return Optional.of(RunStore.EPOCHS + " has other numbers than the ledger");
      }
      byte[] record = files.get(RunStore.RECORD);
      return record == null
          ? Optional.empty()
          : fault(row, RecordJson.read(RunReader.text(record)));
    } catch (RuntimeException e) {
      // A stranger's bytes may raise anything in what parses them.
      return Optional.of("its files cannot be read: " + Brief.of(e.getMessage()));
    }
  }

  /** A run that two machines made has files of one and perhaps the row of the other. */
  private static List<EpochRow> timeless(List<EpochRow> rows) {
    return rows.stream().map(EpochRow::withoutSpeed).toList();
  }

  private static Optional<String> fault(RunRecord row, RecordJson json) {
    if (!json.fingerprint().equals(row.fingerprint()) || json.outcome() != row.outcome()) {
      return Optional.of(RunStore.RECORD + " has another outcome than the ledger");
    }
    Map<String, Double> metrics = new TreeMap<>(json.metrics());
    metrics.keySet().retainAll(row.metrics().keySet());
    for (Map.Entry<String, Double> metric : metrics.entrySet()) {
      if (!metric.getValue().equals(row.metrics().get(metric.getKey()))) {
        return Optional.of(
            "%s says %s of %s, and the ledger %s"
                .formatted(
                    RunStore.RECORD,
                    metric.getValue(),
                    metric.getKey(),
                    row.metrics().get(metric.getKey())));
      }
    }
    return Optional.empty();
  }
}
