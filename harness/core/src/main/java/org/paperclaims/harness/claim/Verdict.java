package org.paperclaims.harness.claim;

/** What the runs say about a claim. */
public enum Verdict {
  /** The criterion holds, by the declared statistics. */
  REPRODUCED,
  /** The opposite, or the absence of an effect as large as declared, is shown. */
  REFUTED,
  /** The runs can show neither. */
  INCONCLUSIVE,
  /** Nothing was run, for the reason given. */
  NOT_ATTEMPTED,
  /** Runs failed, or data or records are corrupt: nothing can be said. */
  INVALID
}
