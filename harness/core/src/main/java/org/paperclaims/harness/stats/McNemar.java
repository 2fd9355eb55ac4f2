package org.paperclaims.harness.stats;

/**
 * Two classifiers on the same examples: how many examples each was right about alone (McNemar
 * 1947). If they are equally good an example that they answer differently speaks for either with
 * chance 1/2, so the exact test is a sign test of those.
 *
 * @param first examples that only the first was right about
 * @param second examples that only the second was right about
 */
public record McNemar(int first, int second) {
  public McNemar {
    if (first < 0 || second < 0) {
      throw new IllegalArgumentException(first + " and " + second + " are no counts");
    }
  }

  /** Give the exact two-sided p of the two being equally good on all such examples. */
  public double p() {
    int all = first + second;
    return all == 0
        ? 1
        : Math.min(1, 2 * new ExactBinomial(Math.max(first, second), all).atLeast(0.5));
  }
}
