package org.paperclaims.harness.store;

import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.claim.Declaration;
import org.paperclaims.harness.judge.Judgement;

/**
 * A verdict for the ledger.
 *
 * @param claim its id
 * @param caseName which case of the claim
 * @param tier its id
 * @param engine its id
 * @param metric what was judged
 * @param declaration that the verdict rests on
 * @param environment of the machine that judged, by name
 */
public record VerdictRow(
    String claim,
    String caseName,
    String tier,
    String engine,
    String metric,
    Judgement judgement,
    Optional<Declaration> declaration,
    Map<String, String> environment) {
  public VerdictRow {
    environment = Map.copyOf(environment);
  }

  /** Make a row of a verdict of which nobody knows what was declared. */
  public VerdictRow(
      String claim,
      String caseName,
      String tier,
      String engine,
      String metric,
      Judgement judgement,
      Map<String, String> environment) {
    this(claim, caseName, tier, engine, metric, judgement, Optional.empty(), environment);
  }
}
