package org.paperclaims.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.RecordFiles;

/** Compares the records of runs in a bundle with what its ledger says of the same runs. */
final class BundledRecords {
  private static final String RUNS = "runs/";

  private BundledRecords() {}

  /** Name the runs whose files say something else than the ledger. */
  static List<String> faults(SortedMap<String, byte[]> entries, List<RunRecord> ledger) {
    Map<String, RunRecord> told = new HashMap<>();
    ledger.forEach(run -> told.put(run.fingerprint(), run));
    Map<String, Map<String, byte[]>> runs = new TreeMap<>();
    entries.forEach(
        (name, bytes) -> {
          String[] parts = name.split("/", -1);
          if (name.startsWith(RUNS) && parts.length == 3) {
            runs.computeIfAbsent(parts[1], run -> new HashMap<>()).put(parts[2], bytes);
          }
        });
    List<String> faults = new ArrayList<>();
    runs.forEach(
        (run, files) -> {
          RunRecord row = told.get(run);
          // A run that did not end has files and no row.
          if (row != null) {
            RecordFiles.fault(row, files).ifPresent(fault -> faults.add(RUNS + run + ": " + fault));
          } else if (files.containsKey("record.json")) {
            faults.add(RUNS + run + " has a record, and the ledger has no row of it");
          }
        });
    return faults;
  }
}
