package org.paperclaims.harness.claim;

/** The decision of the runs about a claim. */
public enum Verdict {
  /** The criterion holds, by the declared statistics. */
  REPRODUCED,
  /** The opposite, or the absence of an effect as large as declared, is shown. */
  REFUTED,
  /** A given model, not trained here, is within the margin of the published number. */
  AGREES,
  /** A given model, not trained here, is shown to be better or worse than the published number. */
  DIFFERS,
  /** The runs can show neither. */
  INCONCLUSIVE,
  /** Nothing was run, for the reason given. */
  NOT_ATTEMPTED,
  /** Runs failed, or data or records are corrupt: nothing can be said. */
  INVALID
}
