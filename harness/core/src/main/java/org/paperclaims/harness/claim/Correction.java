package org.paperclaims.harness.claim;

import java.util.Locale;

/**
 * How the cases of one claim share its alpha; declared in every record with more than one case at a
 * tier.
 */
public enum Correction {
  /** Each case is judged by itself: the chance of one wrong REPRODUCED grows with their number. */
  NONE,
  /** Each case is judged at alpha divided by the number of cases. */
  BONFERRONI,
  /**
   * Holm's step-down rule over the p values of all cases: the family's chance of one wrong
   * REPRODUCED is at most alpha, with more power than Bonferroni's rule. Needs all cases; a case
   * judged alone is judged by Bonferroni's rule, which never says REPRODUCED where Holm's does not.
   */
  HOLM;

  /** Give the name in records, such as {@code holm}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
