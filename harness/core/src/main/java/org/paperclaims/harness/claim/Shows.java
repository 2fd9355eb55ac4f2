package org.paperclaims.harness.claim;

import java.util.Locale;

/**
 * The statement that a criterion makes of a difference and its margin. An effect without one shows
 * superiority, a level equivalence.
 */
public enum Shows {
  /** The difference is larger than the margin. */
  SUPERIORITY,
  /** The difference is not below minus the margin: no worse, by what matters. */
  NON_INFERIORITY,
  /** The difference lies inside of the margin, on both sides. */
  EQUIVALENCE,
  /** The difference is smaller than the margin: no gain that matters. */
  NO_GAIN;

  /** Give the name in records, such as {@code non-inferiority}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
