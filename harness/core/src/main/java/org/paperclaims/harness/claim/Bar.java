package org.paperclaims.harness.claim;

/**
 * What p has to reach.
 *
 * @param alpha the level of significance at this look
 * @param cases what p is multiplied by, for the cases that share alpha
 * @param least the smallest that an adjusted p may be; 0 but under Holm's step-down rule
 * @param correction by which cases share alpha, in words; empty where nothing is shared
 */
record Bar(double alpha, int cases, double least, String correction) {
  double adjusted(double p) {
    return Math.max(least, Math.min(1, p * cases));
  }

  boolean isReached(double p) {
    return adjusted(p) <= alpha;
  }

  /** Give what an unadjusted p has to reach. */
  double alone() {
    return alpha / cases;
  }
}
