package org.paperclaims.harness.stats;

/**
 * Wilcoxon's signed-rank test, exact, with ties and zeros: the sign-flip test of the ranks of the
 * absolute differences. Takes infinite differences, which rank highest; so a pair with a diverged
 * run counts without a number being made up for it. Zeros are ranked with the rest and count for
 * neither side (Pratt 1959).
 */
public final class SignedRank {
  private SignedRank() {}

  /** Give the one-sided p of the differences lying above zero. */
  public static double pAbove(double[] differences) {
    return pAbove(Differences.of(differences, 0));
  }

  /** Give the one-sided p of the differences lying above zero; those that are no number tie. */
  public static double pAbove(Differences given) {
    double[] differences = given.knownOr(0).values();
    double[] sizes = new double[differences.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(differences[i]);
    }
    int[] ranks = Ranks.doubled(sizes, given.tolerance());
    int total = 0;
    int seen = 0;
    for (int i = 0; i < ranks.length; i++) {
      total += differences[i] == 0 ? 0 : ranks[i];
      seen += differences[i] > 0 ? ranks[i] : 0;
    }
    double[] chance = new double[total + 1];
    chance[0] = 1;
    for (int i = 0; i < ranks.length; i++) {
      if (differences[i] == 0) {
        continue;
      }
      for (int sum = total; sum >= 0; sum--) {
        double with = sum >= ranks[i] ? chance[sum - ranks[i]] : 0;
        chance[sum] = (chance[sum] + with) / 2;
      }
    }
    double p = 0;
    for (int sum = seen; sum <= total; sum++) {
      p += chance[sum];
    }
    return Math.min(1, p);
  }

  /** Give the one-sided p of the differences lying below zero. */
  public static double pBelow(double[] differences) {
    return pBelow(Differences.of(differences, 0));
  }

  /** Give the one-sided p of the differences lying below zero; those that are no number tie. */
  public static double pBelow(Differences differences) {
    return pAbove(differences.negated());
  }
}
