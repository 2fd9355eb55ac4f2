package org.paperclaims.harness.suite;

import java.util.List;
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
}
