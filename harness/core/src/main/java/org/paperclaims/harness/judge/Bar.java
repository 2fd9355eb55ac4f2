package org.paperclaims.harness.judge;

import java.util.Optional;
import org.paperclaims.harness.claim.Correction;

/**
 * The bar that p has to reach.
 *
 * @param alpha the level of significance
 * @param cases how many cases share alpha at this step
 * @param least the smallest that an adjusted p may be; 0 but under Holm's step-down rule
 * @param family the number of cases that share alpha
 * @param correction by which they do
 * @param look the look at growing data that this is; empty where all seeds are judged once
 */
record Bar(
    double alpha, int cases, double least, int family, Correction correction, Optional<Look> look) {
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
    return Math.min(1, p * factor(family));
  }

  /** Give what was done for the cases that share alpha, in words; nothing where none does. */
  String corrected() {
    String rule =
        switch (correction) {
          case NONE -> "";
          case BONFERRONI -> "Bonferroni's";
          case HOLM -> "Holm's";
        };
    String looks =
        look.isEmpty() ? "" : (family == 1 ? " after correction" : " and") + " for looks";
    return (family == 1 ? "" : " after " + rule + " correction over " + family + " cases") + looks;
  }

  double adjusted(double p) {
    return Math.max(least, Math.min(1, p * factor(cases)));
  }

  /** Give what p is multiplied by where so many cases share alpha: looks spend a part of it. */
  double factor(int sharing) {
    return look.map(l -> alpha / l.asked(alpha / sharing)).orElse((double) sharing);
  }

  boolean isReached(double p) {
    return adjusted(p) <= alpha * (1 + ROUNDING);
  }

  /** Give what an unadjusted p has to reach. */
  double alone() {
    return alpha / factor(cases);
  }
}
