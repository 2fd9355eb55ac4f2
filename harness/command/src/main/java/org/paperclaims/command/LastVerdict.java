package org.paperclaims.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.store.StoredVerdict;

/** The last verdict that a ledger has for a case. */
record LastVerdict(String claim, String tier, String caseName, String engine, Verdict verdict) {
  /** Give the last verdict of every case. */
  static List<LastVerdict> of(LedgerFile ledger) {
    return of(ledger.verdicts());
  }

  /**
   * Give the last verdict of every case.
   *
   * @param verdicts in the order of time
   */
  static List<LastVerdict> of(List<StoredVerdict> verdicts) {
    Map<List<String>, LastVerdict> last = new LinkedHashMap<>();
    for (StoredVerdict v : verdicts) {
      last.put(
          List.of(v.claim(), v.tier(), v.caseName(), v.engine()),
          new LastVerdict(v.claim(), v.tier(), v.caseName(), v.engine(), v.verdict()));
    }
    return List.copyOf(last.values());
  }
}
