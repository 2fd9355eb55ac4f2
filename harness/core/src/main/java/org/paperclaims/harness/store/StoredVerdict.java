package org.paperclaims.harness.store;

import java.util.Optional;
import org.paperclaims.harness.claim.Declaration;
import org.paperclaims.harness.claim.Verdict;

/**
 * A verdict as a ledger has it.
 *
 * @param n pairs or runs that it rests on
 * @param time such as {@code 2026-01-31T12:00:00Z}
 * @param declaration empty in rows of earlier versions
 */
public record StoredVerdict(
    String claim,
    String caseName,
    String tier,
    String engine,
    String commit,
    Verdict verdict,
    int n,
    String time,
    Optional<Declaration> declaration) {
  /** Tell whether it says something of the runs, so that whoever saw it has looked. */
  public boolean isLook() {
    return verdict != Verdict.INVALID && verdict != Verdict.NOT_ATTEMPTED && n > 0;
  }
}
