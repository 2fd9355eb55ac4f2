package org.paperclaims.harness.judge;

import java.util.OptionalDouble;
import org.hipparchus.special.Gamma;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.stats.NormalExtremes;
import org.paperclaims.harness.stats.Sample;

/**
 * The mean that the paper's number stands for.
 *
 * @param mean turned so that higher is better
 * @param error its standard error
 * @param spread the paper's own standard deviation; empty if ours stands in for it
 */
record PublishedMean(double mean, double error, OptionalDouble spread, int runs, boolean isMoved) {
  /** Give what the paper picked out of runs with standard normal noise. */
  static NormalExtremes picked(Criterion.Level criterion) {
    int k = criterion.publishedRuns().orElse(1);
    return switch (criterion.statistic()) {
      case SINGLE_RUN -> new NormalExtremes(0, 1);
      case MEAN_OF_N -> new NormalExtremes(0, 1.0 / k);
      case MEDIAN_OF_N -> NormalExtremes.median(k);
      case BEST_OF_N -> NormalExtremes.largest(k);
    };
  }

  static PublishedMean of(
      Criterion.Level criterion, NormalExtremes picked, double sign, double ourSd) {
    double published = sign * criterion.published();
    int k = criterion.publishedRuns().orElse(1);
    double sd = criterion.publishedSpread().orElse(ourSd);
    double error = sd * Math.sqrt(picked.variance());
    if (criterion.statistic() != PublishedStatistic.BEST_OF_N) {
      return new PublishedMean(published, error, criterion.publishedSpread(), k, false);
    }
    if (criterion.publishedSpread().isEmpty()) {
      // Only the estimate: its error has no t distribution, see BestOfPivot.
      return new PublishedMean(
          published - picked.mean() * sd, error, criterion.publishedSpread(), k, true);
    }
    // The best and the spread are of the same runs. Their mean and (best - mean) / spread do not
    // depend on the spread (Basu 1955), so (best - shift * spread) varies as the mean of k runs
    // does, and as much again as that ratio does.
    double ofSpread = meanSpread(k);
    double shift = picked.mean() / ofSpread;
    double variance = picked.variance() - shift * shift * (1 - ofSpread * ofSpread);
    return new PublishedMean(
        published - shift * sd, sd * Math.sqrt(variance), criterion.publishedSpread(), k, true);
  }

  /** Give the expected standard deviation of k normal numbers, in units of the true one. */
  private static double meanSpread(int k) {
    double degrees = k - 1.0;
    return Math.sqrt(2 / degrees) * Math.exp(Gamma.logGamma(k / 2.0) - Gamma.logGamma(degrees / 2));
  }

  /** Give the degrees of freedom: ours, or Welch's where the paper has a spread of its own. */
  double degrees(Sample ours) {
    double own = ours.n() - 1.0;
    if (spread.isEmpty()) {
      return own;
    }
    double a = ours.standardError() * ours.standardError();
    double b = error * error;
    return (a + b) * (a + b) / (a * a / own + b * b / (runs - 1.0));
  }

  static String words(Criterion.Level criterion) {
    int k = criterion.publishedRuns().orElse(1);
    return switch (criterion.statistic()) {
      case SINGLE_RUN -> "the paper's single run";
      case BEST_OF_N -> "the paper's best of " + k;
      case MEDIAN_OF_N -> "the paper's median of " + k;
      case MEAN_OF_N -> "the paper's mean of " + k;
    };
  }
}
