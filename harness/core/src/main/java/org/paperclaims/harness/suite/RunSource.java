package org.paperclaims.harness.suite;

import java.util.List;
import java.util.Set;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/** Where a suite gets its records: the laboratory, or a store alone. */
public interface RunSource {
  /**
   * Give the checksum of the data that a spec names.
   *
   * @throws org.paperclaims.datasets.DatasetException if the data cannot be used
   */
  String datasetChecksum(DatasetSpec dataset);

  /** Give a record for each spec, in the specs' order. */
  List<RunRecord> records(List<RunSpec> specs);

  /**
   * Give a run's record with a metric that it was not measured by when it was recorded; the record
   * as it is where that cannot be done.
   */
  default RunRecord measured(RunRecord run, String metric) {
    return run;
  }

  /**
   * Give a run's record with the test images that its network was right about; the record as it is
   * where that cannot be told.
   */
  default RunRecord answered(RunRecord run) {
    return run;
  }

  /** Begin runs whose records will be asked for, all at once. */
  default void begin(List<RunSpec> specs) {}

  /** Begin more runs, of which some may have been begun already, and go on with the others. */
  default void add(List<RunSpec> specs) {}

  /** Tell whether records can be had, be it by making the runs. */
  default boolean canGive(List<RunSpec> specs) {
    return true;
  }

  /**
   * Wait until the records of all runs of one of several groups can be had at once.
   *
   * @param groups at least one, of runs that were begun
   * @return the position of the group
   */
  default int await(List<Set<RunSpec>> groups) {
    return 0;
  }
}
