package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/** The runs made elsewhere that a results folder has. */
public final class ImportedRuns {
  private final Map<Imported, Map<Long, RunRecord>> sets = new HashMap<>();

  /** Take the imported ones of records. */
  public ImportedRuns(List<RunRecord> records) {
    for (RunRecord record : records) {
      if (record.spec().madeElsewhere()) {
        sets.computeIfAbsent(record.spec().imported(), set -> new HashMap<>())
            .put(record.spec().seed(), record);
      }
    }
  }

  /**
   * Give the records of imported runs. A seed that a set lacks is a run that failed: a set that is
   * not as declared can be judged as little as one of which a run crashed.
   *
   * @throws MissingRunsException if a set was never imported
   */
  public List<RunRecord> records(List<RunSpec> specs) {
    List<RunRecord> records = new ArrayList<>();
    for (RunSpec spec : specs) {
      Map<Long, RunRecord> set = sets.get(spec.imported());
      if (set == null) {
        throw new MissingRunsException(
            "no runs were imported as '%s'; `claims import FILE` does that"
                .formatted(spec.imported().name()));
      }
      records.add(set.getOrDefault(spec.seed(), absent(spec, set)));
    }
    return records;
  }

  private static RunRecord absent(RunSpec spec, Map<Long, RunRecord> set) {
    List<Long> seeds = set.keySet().stream().sorted().toList();
    String some =
        seeds.size() <= 10
            ? seeds.toString()
            : seeds.subList(0, 10) + " and " + (seeds.size() - 10) + " more";
    return new RunRecord(
        Fingerprint.of(spec),
        spec,
        RunRecord.Outcome.FAILED,
        "it is not among the runs imported as '%s', which have the seeds %s"
            .formatted(spec.imported().name(), some),
        List.of(),
        Map.of(),
        Map.of(),
        0);
  }
}
