package org.paperclaims.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.store.LedgerFile;
import tech.tablesaw.api.Row;

/** The last verdict that a ledger has for a case. */
record LastVerdict(String claim, String tier, String caseName, String engine, Verdict verdict) {
  /** Read the last verdict of every case; none where there is no ledger yet. */
  static List<LastVerdict> of(Path results) {
    return of(results, row -> true);
  }

  /** Read the last verdict of every case among the rows of a ledger that are wanted. */
  static List<LastVerdict> of(Path results, Predicate<Row> wanted) {
    Map<List<String>, LastVerdict> last = new LinkedHashMap<>();
    // The ledger's rows stand in the order of time, so a later one takes an earlier one's place.
    for (Row row : LedgerFile.read(results.resolve(LedgerFile.NAME)).table()) {
      if (row.getString("kind").equals("verdict") && wanted.test(row)) {
        LastVerdict v =
            new LastVerdict(
                row.getString("id"),
                row.getString("tier"),
                row.getString("case"),
                row.getString("engine"),
                Verdict.valueOf(row.getString("outcome")));
        last.put(List.of(v.claim, v.tier, v.caseName, v.engine), v);
      }
    }
    return List.copyOf(last.values());
  }
}
