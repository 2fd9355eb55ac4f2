package org.paperclaims.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.paperclaims.harness.claim.Verdict;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** The last verdict that a ledger has for a case. */
record LastVerdict(String claim, String tier, String caseName, String engine, Verdict verdict) {
  /** Give the last verdict of every case. */
  static List<LastVerdict> of(Table ledger) {
    return of(ledger, row -> true);
  }

  /** Give the last verdict of every case among the rows of a ledger that are wanted. */
  static List<LastVerdict> of(Table ledger, Predicate<Row> wanted) {
    Map<List<String>, LastVerdict> last = new LinkedHashMap<>();
    // The ledger's rows stand in the order of time, so a later one takes an earlier one's place.
    for (Row row : ledger) {
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
