package org.paperclaims.harness.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.paperclaims.harness.stats.Interval;
import org.paperclaims.harness.stats.NormalExtremes;
import org.paperclaims.harness.stats.Sample;
import org.paperclaims.harness.stats.StudentT;

/** What runs against a published number show. */
final class LevelFinding {
  private static final int MOST_FURTHER = 1000;

  private LevelFinding() {}

  static Finding of(
      Criterion.Level criterion, ClaimCase claimCase, CaseValues values, double alpha) {
    double sign = criterion.better() == Direction.LOWER ? -1 : 1;
    double[] runs = values.of(claimCase.arms().get(0).name());
    double confidence = 1 - criterion.alpha();
    if (Arrays.stream(runs).anyMatch(r -> !Double.isFinite(r))) {
      return diverged(criterion, sign, runs, confidence);
    }
    Sample sample = Sample.of(runs);
    if (!sample.hasSpread()) {
      return withoutSpread(criterion, sign, sample, confidence);
    }
    // Turned so that a positive difference is better than the paper.
    NormalExtremes picked = PublishedMean.picked(criterion);
    PublishedMean paper = PublishedMean.of(criterion, picked, sign, sample.sd(), sample.n());
    double difference = sample.mean() - paper.mean();
    double error = Math.hypot(sample.standardError(), paper.error());
    double degrees = paper.degrees(sample);
    double margin = criterion.margin();
    double pNotWorse = StudentT.survival((difference + margin) / error, degrees);
    double pNotBetter = StudentT.survival((margin - difference) / error, degrees);
    double pWorse = StudentT.survival((-margin - difference) / error, degrees);
    double pBetter = StudentT.survival((difference - margin) / error, degrees);
    double half = StudentT.critical((1 - confidence) / 2, degrees) * error;
    Interval interval = new Interval(difference - half, difference + half);
    String seen =
        "the mean "
            + criterion.metric()
            + " over "
            + Words.count(sample.n(), "run", "runs")
            + " is "
            + Words.number(sign * sample.mean())
            + " (standard deviation "
            + Words.number(sample.sd())
            + ") against "
            + Words.number(criterion.published())
            + ", "
            + PublishedMean.words(criterion)
            + "; it is "
            + Words.number(Math.abs(difference))
            + (difference < 0 ? " worse" : " better")
            + (paper.isMoved() ? " than the mean that this number stands for" : "")
            + ", "
            + Words.interval(confidence, Optional.of(interval))
            + ", margin "
            + Words.number(margin);
    List<Judgement.Test> tests =
        List.of(
            test("not worse than the margin (TOST)", difference + margin, error, pNotWorse),
            test("not better than the margin (TOST)", margin - difference, error, pNotBetter),
            test("worse than the margin", -margin - difference, error, pWorse),
            test("better than the margin", difference - margin, error, pBetter));
    double shownMargin =
        (StudentT.critical(alpha, degrees) + StudentT.critical(0.1, degrees)) * error;
    return new Finding(
        sample.n(),
        OptionalDouble.of(difference),
        Optional.of(interval),
        confidence,
        Math.max(pNotWorse, pNotBetter),
        Math.min(pWorse, pBetter),
        OptionalDouble.of(shownMargin),
        further(criterion, picked, sign, sample, difference, alpha),
        tests,
        "The number is met within the margin: " + seen,
        "The number is not met: " + seen,
        "The runs neither meet nor miss the number: " + seen);
  }

  private static Judgement.Test test(String name, double distance, double error, double p) {
    return new Judgement.Test(name, "t = " + Words.number(distance / error), p);
  }

  private static OptionalInt further(
      Criterion.Level criterion,
      NormalExtremes picked,
      double sign,
      Sample sample,
      double difference,
      double alpha) {
    double distance = Math.abs(criterion.margin() - Math.abs(difference));
    for (int n = sample.n() + 1; n <= sample.n() + MOST_FURTHER; n++) {
      Sample larger = new Sample(n, sample.mean(), sample.sd());
      PublishedMean paper = PublishedMean.of(criterion, picked, sign, sample.sd(), n);
      double error = Math.hypot(larger.standardError(), paper.error());
      double degrees = paper.degrees(larger);
      double needed =
          StudentT.critical(alpha, degrees)
              + StudentT.critical(Math.abs(difference) < criterion.margin() ? 0.1 : 0.2, degrees);
      if (distance >= needed * error) {
        return OptionalInt.of(n - sample.n());
      }
    }
    return OptionalInt.empty();
  }

  /** With a run that diverged only its rank is known: exact sign tests against both limits. */
  private static Finding diverged(
      Criterion.Level criterion, double sign, double[] runs, double confidence) {
    double published = sign * criterion.published();
    int worse = 0;
    int better = 0;
    int lost = 0;
    for (double run : runs) {
      worse += run < published - criterion.margin() ? 1 : 0;
      better += run > published + criterion.margin() ? 1 : 0;
      lost += Double.isFinite(run) ? 0 : 1;
    }
    int n = runs.length;
    double pFor = n == 1 ? 1 : Math.max(atMost(worse, n), atMost(better, n));
    double pAgainst = n == 1 ? 1 : Math.min(atMost(n - worse, n), atMost(n - better, n));
    String seen =
        lost
            + " of "
            + Words.count(n, "run", "runs")
            + " diverged, "
            + worse
            + " in all are worse than "
            + Words.number(criterion.published())
            + " by more than the margin of "
            + Words.number(criterion.margin())
            + " and "
            + better
            + " better, by exact sign tests of the median";
    return new Finding(
        n,
        OptionalDouble.empty(),
        Optional.empty(),
        confidence,
        pFor,
        pAgainst,
        OptionalDouble.empty(),
        OptionalInt.empty(),
        List.of(new Judgement.Test("exact sign test within the margin", seen, pFor)),
        "The number is met within the margin: " + seen,
        "The number is not met: " + seen,
        "The runs neither meet nor miss the number: " + seen);
  }

  private static double atMost(int count, int n) {
    return new BinomialDistribution(n, 0.5).cumulativeProbability(count);
  }

  private static Finding withoutSpread(
      Criterion.Level criterion, double sign, Sample sample, double confidence) {
    double difference = sample.mean() - sign * criterion.published();
    String seen =
        (sample.n() == 1 ? "one run" : sample.n() + " runs with exactly the same result")
            + " of "
            + Words.number(sign * sample.mean())
            + " against "
            + Words.number(criterion.published())
            + ", which tells nothing of the spread over seeds";
    return new Finding(
        sample.n(),
        OptionalDouble.of(difference),
        Optional.empty(),
        confidence,
        1,
        1,
        OptionalDouble.empty(),
        OptionalInt.empty(),
        List.of(),
        seen,
        seen,
        "The runs neither meet nor miss the number: " + seen);
  }

  /**
   * The mean that the paper's number stands for.
   *
   * @param mean turned so that higher is better
   * @param error its standard error
   * @param spread the paper's own standard deviation; empty if ours stands in for it
   */
  private record PublishedMean(
      double mean, double error, OptionalDouble spread, int runs, boolean isMoved) {
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
}
