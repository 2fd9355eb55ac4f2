package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.List;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.store.Stored;

/** Reads every record of a store that verifies. */
public final class StoredRecords {
  private StoredRecords() {}

  /**
   * Give the records in the order of their fingerprints; what does not verify is left where it is.
   */
  public static List<RunRecord> of(RunStore store) {
    List<RunRecord> records = new ArrayList<>();
    for (String fingerprint : store.fingerprints()) {
      if (store.find(fingerprint) instanceof Stored.Found found) {
        records.add(found.run());
      }
    }
    return records;
  }
}
