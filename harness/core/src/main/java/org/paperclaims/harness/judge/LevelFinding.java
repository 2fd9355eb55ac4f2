package org.paperclaims.harness.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.measure.ChanceLevel;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.stats.Interval;
import org.paperclaims.harness.stats.NormalExtremes;
import org.paperclaims.harness.stats.Sample;

/** The finding from runs against a published number. */
final class LevelFinding {
  private static final int MOST_FURTHER = 1000;

  private LevelFinding() {}

  static Finding of(
      Criterion.Level criterion, ClaimCase claimCase, CaseValues values, double alpha) {
    double sign = criterion.better() == Direction.LOWER ? -1 : 1;
    double[] runs = values.of(claimCase.arms().get(0).name());
    double confidence = 1 - criterion.alpha();
    boolean[] lost = values.lost(claimCase.arms().get(0).name());
    boolean guessed = isGuess(criterion, claimCase);
    int guesses = 0;
    for (int i = 0; i < runs.length; i++) {
      // A run that did not train is to a number what one that diverged is.
      if (lost[i] && !guessed) {
        runs[i] = Double.NEGATIVE_INFINITY;
        guesses++;
      }
    }
    if (Arrays.stream(runs).anyMatch(r -> !Double.isFinite(r))) {
      if (CaseValues.isTurned(criterion, criterion.metric())) {
        return DivergedLevel.untold(runs, confidence);
      }
      return DivergedLevel.of(criterion, runs, guesses, confidence, alpha);
    }
    Sample sample = Sample.of(runs);
    if (!sample.hasSpread()) {
      return withoutSpread(criterion, sign, sample, confidence);
    }
    NormalExtremes picked = PublishedMean.picked(criterion);
    LevelDifference found = LevelDifference.of(criterion, picked, sign, sample);
    double difference = found.estimate();
    double margin = criterion.margin();
    boolean bothSides = criterion.shows() == Shows.EQUIVALENCE;
    double pNotWorse = found.pAbove(-margin);
    double pNotBetter = found.pBelow(margin);
    double pWorse = found.pBelow(-margin);
    Supplier<Optional<Interval>> interval = () -> Optional.of(found.interval(confidence));
    Supplier<String> seen =
        () ->
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
                + (criterion.statistic() == PublishedStatistic.BEST_OF_N
                    ? " than the mean that this number stands for"
                    : "")
                + ", "
                + Words.interval(confidence, interval.get())
                + ", margin "
                + Words.given(margin);
    return new Finding(
        sample.n(),
        OptionalDouble.of(difference),
        interval,
        confidence,
        bothSides ? Math.max(pNotWorse, pNotBetter) : pNotWorse,
        bothSides ? found.pOutside(margin) : pWorse,
        () -> OptionalDouble.of(found.needed(alpha, bothSides ? 0.1 : 0.2)),
        () -> further(criterion, picked, sign, sample, difference, alpha),
        () -> {
          List<Judgement.Test> tests = new ArrayList<>();
          tests.add(
              new Judgement.Test(
                  "not worse than the margin" + (bothSides ? " (TOST)" : ""),
                  found.statistic(difference + margin),
                  pNotWorse));
          if (bothSides) {
            tests.add(
                new Judgement.Test(
                    "not better than the margin (TOST)",
                    found.statistic(margin - difference),
                    pNotBetter));
          }
          tests.add(
              new Judgement.Test(
                  "worse than the margin", found.statistic(-margin - difference), pWorse));
          if (bothSides) {
            tests.add(
                new Judgement.Test(
                    "better than the margin",
                    found.statistic(difference - margin),
                    found.pAbove(margin)));
          }
          return tests;
        },
        () ->
            (bothSides
                    ? "The number is met within the margin: "
                    : "The runs are no worse than the number, within the margin: ")
                + seen.get(),
        () ->
            (bothSides ? "The number is not met: " : "The runs are worse than the number: ")
                + seen.get(),
        () -> "The runs neither meet nor miss the number: " + seen.get());
  }

  /** Tell whether the paper's number is itself one of guessing, so that such runs may meet it. */
  private static boolean isGuess(Criterion.Level criterion, ClaimCase claimCase) {
    var limit = ChanceLevel.limit(claimCase.dataset().name());
    return limit.isPresent() && criterion.published() + criterion.margin() >= limit.getAsDouble();
  }

  private static OptionalInt further(
      Criterion.Level criterion,
      NormalExtremes picked,
      double sign,
      Sample sample,
      double difference,
      double alpha) {
    boolean bothSides = criterion.shows() == Shows.EQUIVALENCE;
    double distance =
        bothSides
            ? Math.abs(criterion.margin() - Math.abs(difference))
            : Math.abs(criterion.margin() + difference);
    double missed = bothSides && Math.abs(difference) < criterion.margin() ? 0.1 : 0.2;
    IntPredicate isEnough =
        n ->
            distance
                >= LevelDifference.of(
                        criterion, picked, sign, new Sample(n, sample.mean(), sample.sd()))
                    .needed(alpha, missed);
    int most = sample.n() + MOST_FURTHER;
    if (criterion.statistic() == PublishedStatistic.BEST_OF_N) {
      return least(sample.n(), most, isEnough);
    }
    return IntStream.rangeClosed(sample.n() + 1, most)
        .filter(isEnough)
        .map(n -> n - sample.n())
        .findFirst();
  }

  /** Give how many more are enough, by halving: a best-of-n is slow to weigh. */
  private static OptionalInt least(int now, int most, IntPredicate isEnough) {
    if (!isEnough.test(most)) {
      return OptionalInt.empty();
    }
    int low = now;
    int high = most;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (isEnough.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return OptionalInt.of(high - now);
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
    return Finding.undecided(
        sample.n(),
        OptionalDouble.of(difference),
        confidence,
        "The runs neither meet nor miss the number: " + seen);
  }
}
