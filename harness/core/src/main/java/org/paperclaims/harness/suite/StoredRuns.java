package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/**
 * Records without a laboratory: what was recorded, and nothing else is run. Data sets need not be
 * there, so a report can be made on another machine; the checksum that the records name stands for
 * the data.
 */
public final class StoredRuns implements RunSource {
  private final Map<RunSpec, RunRecord> bySpec = new HashMap<>();
  private final Map<DatasetSpec, String> checksums = new HashMap<>();
  private final ImportedRuns imported;

  /**
   * Take records.
   *
   * @throws SettingsException if two records rest on different bytes of one data set
   */
  public StoredRuns(List<RunRecord> records) {
    imported = new ImportedRuns(records);
    for (RunRecord record : records) {
      RunSpec spec = record.spec();
      bySpec.put(spec, record);
      String other = checksums.putIfAbsent(spec.dataset(), spec.datasetChecksum());
      if (other != null && !other.equals(spec.datasetChecksum())) {
        throw new SettingsException(
            "the stored runs rest on two versions of the data set %s (checksums %s and %s); report them from two results folders"
                .formatted(spec.dataset().name(), other, spec.datasetChecksum()));
      }
    }
  }

  @Override
  public String datasetChecksum(DatasetSpec dataset) {
    return checksums.getOrDefault(dataset, "");
  }

  @Override
  public boolean canGive(List<RunSpec> specs) {
    return bySpec.keySet().containsAll(specs);
  }

  /**
   * Give the records of specs.
   *
   * @throws MissingRunsException if some were never recorded
   */
  @Override
  public List<RunRecord> records(List<RunSpec> specs) {
    List<RunRecord> found = new ArrayList<>();
    for (RunSpec spec : specs) {
      if (spec.madeElsewhere()) {
        found.addAll(imported.records(List.of(spec)));
      } else {
        Optional.ofNullable(bySpec.get(spec)).ifPresent(found::add);
      }
    }
    if (found.size() < specs.size()) {
      throw new MissingRunsException(found.size(), specs.size());
    }
    return found;
  }
}
