package org.paperclaims.harness.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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
      return DivergedLevel.of(criterion, runs, confidence);
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
            + Words.like(criterion.published(), sign * sample.mean())
            + " (standard deviation "
            + Words.number(sample.sd())
            + ") against "
            + Words.given(criterion.published())
            + ", "
            + PublishedMean.words(criterion)
            + "; it is "
            + Words.number(Math.abs(difference))
            + (difference < 0 ? " worse" : " better")
            + (paper.isMoved() ? " than the mean that this number stands for" : "")
            + ", "
            + Words.interval(confidence, Optional.of(interval))
            + ", margin "
            + Words.given(margin);
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

  private static Finding withoutSpread(
      Criterion.Level criterion, double sign, Sample sample, double confidence) {
    double difference = sample.mean() - sign * criterion.published();
    String seen =
        (sample.n() == 1 ? "one run" : sample.n() + " runs with exactly the same result")
            + " of "
            + Words.like(criterion.published(), sign * sample.mean())
            + " against "
            + Words.given(criterion.published())
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
}
