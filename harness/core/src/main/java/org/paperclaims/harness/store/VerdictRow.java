package org.paperclaims.harness.store;

import java.util.Map;
import org.paperclaims.harness.judge.Judgement;

/**
 * A verdict for the ledger.
 *
 * @param claim its id
 * @param caseName which case of the claim
 * @param tier its id
 * @param engine its id
 * @param metric what was judged
 * @param environment of the machine that judged, by name
 */
public record VerdictRow(
    String claim,
    String caseName,
    String tier,
    String engine,
    String metric,
    Judgement judgement,
    Map<String, String> environment) {
  public VerdictRow {
    environment = Map.copyOf(environment);
  }
}
