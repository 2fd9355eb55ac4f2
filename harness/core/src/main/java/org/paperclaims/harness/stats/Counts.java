package org.paperclaims.harness.stats;

import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * What a finite test set adds to a single model's error, kept apart from the spread over seeds:
 * another test set of the same size would give another number even for the same model.
 */
public final class Counts {
  private Counts() {}

  /**
   * Give the standard error of a measured error rate, in percent.
   *
   * @param errorPercent measured, 0 to 100
   * @param images in the test set
   */
  public static double standardError(double errorPercent, int images) {
    double rate = errorPercent / 100;
    return 100 * Math.sqrt(rate * (1 - rate) / images);
  }

  /**
   * Give the exact one-sided p of McNemar's test (1947) that of two models judged on the same
   * images the second is better.
   *
   * @param onlyFirstWrong images that only the first model gets wrong
   * @param onlySecondWrong images that only the second gets wrong
   */
  public static double mcNemar(int onlyFirstWrong, int onlySecondWrong) {
    int n = onlyFirstWrong + onlySecondWrong;
    return n == 0 ? 1 : new BinomialDistribution(n, 0.5).cumulativeProbability(onlySecondWrong);
  }
}
