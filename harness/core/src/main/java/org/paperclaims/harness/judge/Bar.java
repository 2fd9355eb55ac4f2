package org.paperclaims.harness.judge;

import org.paperclaims.harness.claim.Correction;

/**
 * The bar that p has to reach.
 *
 * @param alpha the level of significance at this look
 * @param cases what p is multiplied by, for the cases that share alpha
 * @param least the smallest that an adjusted p may be; 0 but under Holm's step-down rule
 * @param family the number of cases that share alpha
 * @param correction by which they do
 */
record Bar(double alpha, int cases, double least, int family, Correction correction) {
  /**
   * A p of exactly alpha is enough, and products and sums of fractions are off by an ulp or two.
   */
  private static final double ROUNDING = 1e-12;

  /**
   * Adjust the p of an opposite that is not shown, by Bonferroni's rule. Under Holm's rule a
   * refutation that this bar {@link #isReached} may come in its turn, once cases before it are
   * shown.
   */
  double adjustedOpposite(double p) {
    return Math.min(1, p * family);
  }

  /** Give what was done for the cases that share alpha, in words; nothing where none does. */
  String corrected() {
    String rule =
        switch (correction) {
          case NONE -> "";
          case BONFERRONI -> "Bonferroni's";
          case HOLM -> "Holm's";
        };
    return family == 1 ? "" : " after " + rule + " correction over " + family + " cases";
  }

  double adjusted(double p) {
    return Math.max(least, Math.min(1, p * cases));
  }

  boolean isReached(double p) {
    return adjusted(p) <= alpha * (1 + ROUNDING);
  }

  /** Give what an unadjusted p has to reach. */
  double alone() {
    return alpha / cases;
  }
}
