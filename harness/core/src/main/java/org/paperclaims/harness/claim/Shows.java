package org.paperclaims.harness.claim;

import java.util.Locale;

/**
 * What a criterion says of a difference and its margin; superiority where a record says nothing.
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
