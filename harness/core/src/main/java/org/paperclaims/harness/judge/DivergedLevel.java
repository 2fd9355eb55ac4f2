package org.paperclaims.harness.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.stats.Differences;
import org.paperclaims.harness.stats.NormalExtremes;
import org.paperclaims.harness.stats.Sample;
import org.paperclaims.harness.stats.StudentT;

/**
 * The finding from runs, some of them diverged, against a published number. They have no mean that
 * could meet it, so it is never shown to be met. That it is missed on the worse side is shown by
 * ranks, and only as far as the paper's number tells of its own uncertainty:
 *
 * <ul>
 *   <li>A single run, and the best of N, are draws. Were ours from the same distribution, the
 *       paper's best would be as likely as any other of all the draws to stand at each place; p is
 *       the chance that so few of ours come before it.
 *   <li>For a mean or median with a published spread, half of alpha goes into how low it may have
 *       fallen, and the other half into an exact sign test of our median against that.
 *   <li>For a mean or median without one, ranks show nothing: our own spread, which stands in for
 *       it elsewhere, is not known.
 * </ul>
 *
 * <p>A run that completed at chance level counts as one that diverged. Neither ever helps: what the
 * runs that completed would miss by themselves stays missed (where there are two of them or more),
 * and so is any number where half of such runs or more are shown to diverge. The smallest p of
 * these counts; each is of a thing that no number that is met would have, and without a diverged
 * run none is asked.
 */
final class DivergedLevel {
  private DivergedLevel() {}

  /**
   * @param runs turned so that higher is better; minus infinity for those that diverged
   * @param guesses how many of those ended at chance level instead
   */
  static Finding of(
      Criterion.Level criterion, double[] runs, int guesses, double confidence, double alpha) {
    double sign = criterion.better() == Direction.LOWER ? -1 : 1;
    int n = runs.length;
    double limit = sign * criterion.published() - criterion.margin();
    double worst = limit - Differences.rounding(criterion.published());
    int worse = (int) Arrays.stream(runs).filter(r -> r < worst).count();
    int lost = (int) Arrays.stream(runs).filter(r -> !Double.isFinite(r)).count();
    double byRanks = n == 1 ? 1 : pWorse(criterion, sign, runs, worse, alpha);
    double byRest = byRest(criterion, sign, runs);
    double bySigns = n == 1 ? 1 : new BinomialDistribution(n, 0.5).cumulativeProbability(n - lost);
    double p = Math.min(byRanks, Math.min(byRest, bySigns));
    String ended =
        guesses == 0
            ? "diverged"
            : guesses == lost ? "ended at chance level" : "diverged or ended at chance level";
    String seen =
        lost
            + " of "
            + Words.count(n, "run", "runs")
            + " "
            + ended
            + ", so that no mean can meet it; "
            + worse
            + " in all are worse than "
            + Words.given(criterion.published())
            + ", "
            + PublishedMean.words(criterion)
            + ", by more than the margin of "
            + Words.given(criterion.margin());
    return new Finding(
        n,
        OptionalDouble.empty(),
        Optional::empty,
        confidence,
        1,
        p,
        OptionalDouble::empty,
        OptionalInt::empty,
        () ->
            List.of(
                new Judgement.Test("worse than the margin, by ranks", seen, byRanks),
                new Judgement.Test(
                    "worse than the margin, by the runs that completed",
                    Words.count(n - lost, "run", "runs"),
                    byRest),
                new Judgement.Test(
                    "half of such runs or more complete, by signs",
                    lost + " of " + Words.count(n, "run", "runs") + " " + ended,
                    bySigns)),
        () -> seen,
        () -> "The number is not met: " + seen,
        () -> "The runs neither meet nor miss the number: " + seen);
  }

  /** Find nothing: where a metric is to get worse, a run without a number is on no side. */
  static Finding untold(double[] runs, double confidence) {
    int lost = (int) Arrays.stream(runs).filter(r -> !Double.isFinite(r)).count();
    String seen =
        lost
            + " of "
            + Words.count(runs.length, "run", "runs")
            + " diverged or did not train, so that there is no mean, and the claim is of a metric"
            + " that gets worse";
    return Finding.undecided(
        runs.length,
        OptionalDouble.empty(),
        confidence,
        "The runs neither meet nor miss the number: " + seen);
  }

  private static double pWorse(
      Criterion.Level criterion, double sign, double[] runs, int worse, double alpha) {
    int n = runs.length;
    int k = criterion.publishedRuns().orElse(1);
    return switch (criterion.statistic()) {
      case SINGLE_RUN, BEST_OF_N -> soFewBefore(n - worse, n, k);
      case MEAN_OF_N, MEDIAN_OF_N ->
          criterion.publishedSpread().isEmpty()
              ? 1
              : bySigns(criterion, sign, runs, criterion.publishedSpread().getAsDouble(), k, alpha);
    };
  }

  /**
   * Give the chance that at most so many of n draws come before the best of k others from the same
   * distribution: of the first places the n take so many, and one of the k takes the next.
   */
  private static double soFewBefore(int before, int n, int k) {
    double sum = 0;
    double first = 1;
    for (int place = 0; place <= before; place++) {
      sum += first * k / (n + k - place);
      first *= (n - place) / (double) (n + k - place);
    }
    return sum;
  }

  /**
   * Judge the runs that completed by themselves: a run that diverged is no better than any of them,
   * so what they show to be missed on the worse side is missed.
   */
  private static double byRest(Criterion.Level criterion, double sign, double[] runs) {
    double[] rest = Arrays.stream(runs).filter(Double::isFinite).toArray();
    if (rest.length < 2 || !Sample.of(rest).hasSpread()) {
      return 1;
    }
    LevelDifference found =
        LevelDifference.of(criterion, PublishedMean.picked(criterion), sign, Sample.of(rest));
    return found.estimate() > 0
        ? 1
        : criterion.shows() == Shows.EQUIVALENCE
            ? found.pOutside(criterion.margin())
            : found.pBelow(-criterion.margin());
  }

  private static double bySigns(
      Criterion.Level criterion, double sign, double[] runs, double spread, int k, double alpha) {
    NormalExtremes picked = PublishedMean.picked(criterion);
    double half = alpha / 2;
    double fallen = StudentT.critical(half, k - 1.0) * spread * Math.sqrt(picked.variance());
    double limit = sign * criterion.published() - fallen - criterion.margin();
    int notWorse = (int) Arrays.stream(runs).filter(r -> r >= limit).count();
    double p = new BinomialDistribution(runs.length, 0.5).cumulativeProbability(notWorse);
    return Math.min(1, p + half);
  }
}
