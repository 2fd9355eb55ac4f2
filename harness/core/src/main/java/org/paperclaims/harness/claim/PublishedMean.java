package org.paperclaims.harness.claim;

import java.util.OptionalDouble;
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
      Criterion.Level criterion, NormalExtremes picked, double sign, double ourSd, int ourRuns) {
    double published = sign * criterion.published();
    int k = criterion.publishedRuns().orElse(1);
    double sd = criterion.publishedSpread().orElse(ourSd);
    double error = sd * Math.sqrt(picked.variance());
    if (criterion.statistic() != PublishedStatistic.BEST_OF_N) {
      return new PublishedMean(published, error, criterion.publishedSpread(), k, false);
    }
    // The shift is a multiple of a spread that is itself an estimate.
    int degrees = criterion.publishedSpread().isPresent() ? k - 1 : ourRuns - 1;
    double shiftError = picked.mean() * sd / Math.sqrt(2.0 * degrees);
    return new PublishedMean(
        published - picked.mean() * sd,
        Math.hypot(error, shiftError),
        criterion.publishedSpread(),
        k,
        true);
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
