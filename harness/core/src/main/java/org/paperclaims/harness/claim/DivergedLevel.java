package org.paperclaims.harness.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.paperclaims.harness.stats.NormalExtremes;
import org.paperclaims.harness.stats.StudentT;

/**
 * What runs of which some diverged show against a published number. They have no mean that could
 * meet it, so it is never shown to be met. That it is missed on the worse side is shown by ranks,
 * and only as far as the paper's number tells of its own uncertainty:
 *
 * <ul>
 *   <li>A single run, and the best of N, are draws. Were ours from the same distribution, the
 *       paper's best would be as likely as any other of all the draws to stand at each place; p is
 *       the chance that so few of ours come before it.
 *   <li>Of a mean or median with a published spread, half of alpha goes into how low it may have
 *       fallen, and the other half into an exact sign test of our median against that.
 *   <li>Of a mean or median without one nothing can be shown: our own spread, which stands in for
 *       it elsewhere, is not known.
 * </ul>
 */
final class DivergedLevel {
  private DivergedLevel() {}

  /**
   * @param runs turned so that higher is better; minus infinity for those that diverged
   */
  static Finding of(Criterion.Level criterion, double[] runs, double confidence) {
    double sign = criterion.better() == Direction.LOWER ? -1 : 1;
    int n = runs.length;
    double limit = sign * criterion.published() - criterion.margin();
    int worse = (int) Arrays.stream(runs).filter(r -> r < limit).count();
    int lost = (int) Arrays.stream(runs).filter(r -> !Double.isFinite(r)).count();
    double p = n == 1 ? 1 : pWorse(criterion, sign, runs, worse);
    String seen =
        lost
            + " of "
            + Words.count(n, "run", "runs")
            + " diverged, so that no mean can meet it; "
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
        Optional.empty(),
        confidence,
        1,
        p,
        OptionalDouble.empty(),
        OptionalInt.empty(),
        List.of(new Judgement.Test("worse than the margin, by ranks", seen, p)),
        seen,
        "The number is not met: " + seen,
        "The runs neither meet nor miss the number: " + seen);
  }

  private static double pWorse(Criterion.Level criterion, double sign, double[] runs, int worse) {
    int n = runs.length;
    int k = criterion.publishedRuns().orElse(1);
    return switch (criterion.statistic()) {
      case SINGLE_RUN, BEST_OF_N -> soFewBefore(n - worse, n, k);
      case MEAN_OF_N, MEDIAN_OF_N ->
          criterion.publishedSpread().isEmpty()
              ? 1
              : bySigns(criterion, sign, runs, criterion.publishedSpread().getAsDouble(), k);
    };
  }

  /**
   * Give the chance that at most so many of n draws come before the best of k others from the same
   * distribution: one less that of the first {@code before + 1} places all being taken by the n.
   */
  private static double soFewBefore(int before, int n, int k) {
    double all = 1;
    for (int place = 0; place <= before; place++) {
      all *= (n - place) / (double) (n + k - place);
    }
    return 1 - all;
  }

  private static double bySigns(
      Criterion.Level criterion, double sign, double[] runs, double spread, int k) {
    NormalExtremes picked = PublishedMean.picked(criterion);
    double half = criterion.alpha() / 2;
    double fallen = StudentT.critical(half, k - 1.0) * spread * Math.sqrt(picked.variance());
    double limit = sign * criterion.published() - fallen - criterion.margin();
    int notWorse = (int) Arrays.stream(runs).filter(r -> r >= limit).count();
    double p = new BinomialDistribution(runs.length, 0.5).cumulativeProbability(notWorse);
    return Math.min(1, p + half);
  }
}
