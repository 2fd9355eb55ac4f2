package org.paperclaims.harness.judge;

import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.stats.BestOfPivot;
import org.paperclaims.harness.stats.Interval;
import org.paperclaims.harness.stats.NormalExtremes;
import org.paperclaims.harness.stats.Sample;
import org.paperclaims.harness.stats.StudentT;

/**
 * How far the mean of runs lies from the mean that a published number stands for, and how surely.
 */
sealed interface LevelDifference {
  /** Give the estimate, in the metric's unit; positive where the runs are better. */
  double estimate();

  /** Give the chance that an estimate lies above the truth by as much as this or more. */
  double over(double distance);

  /** Give the distance that an estimate lies above the truth with a probability, or more. */
  double overWith(double probability);

  /** Give the distance that an estimate lies below the truth with a probability, or more. */
  double underWith(double probability);

  /** Say what the statistic of a test of a distance is. */
  String statistic(double distance);

  /** Give the chance that an estimate lies below the truth by as much as this or more. */
  default double under(double distance) {
    return 1 - over(-distance);
  }

  /** Give the p of the truth lying above a limit. */
  default double pAbove(double limit) {
    return over(estimate() - limit);
  }

  /** Give the p of the truth lying below a limit. */
  default double pBelow(double limit) {
    return under(limit - estimate());
  }

  /**
   * Give the p of the truth lying outside of a margin, on either side: of an estimate so far out,
   * both ways, where the truth is at the margin.
   */
  default double pOutside(double margin) {
    double size = Math.abs(estimate());
    double p =
        estimate() < 0
            ? under(size - margin) + over(size + margin)
            : over(size - margin) + under(size + margin);
    return Math.min(1, p);
  }

  /** Give the two-sided confidence interval. */
  default Interval interval(double confidence) {
    double tail = (1 - confidence) / 2;
    return new Interval(estimate() - overWith(tail), estimate() + underWith(tail));
  }

  /** Give how far off the margin the truth must be for a test at alpha to see it with a power. */
  default double needed(double alpha, double missed) {
    return Math.max(overWith(alpha), underWith(alpha))
        + Math.max(overWith(missed), underWith(missed));
  }

  /** Compare runs with what the record says of the paper's number. */
  static LevelDifference of(
      Criterion.Level criterion, NormalExtremes picked, double sign, Sample sample) {
    PublishedMean paper = PublishedMean.of(criterion, picked, sign, sample.sd());
    double estimate = sample.mean() - paper.mean();
    if (paper.isMoved() && criterion.publishedSpread().isEmpty()) {
      return new ByPivot(
          estimate, sample.sd(), picked.mean(), new BestOfPivot(paper.runs(), sample.n()));
    }
    return new ByT(
        estimate, Math.hypot(sample.standardError(), paper.error()), paper.degrees(sample));
  }

  /**
   * By Student's t, Welch's where the paper has a spread of its own.
   *
   * @param error standard error of the estimate
   */
  record ByT(double estimate, double error, double degrees) implements LevelDifference {
    @Override
    public double over(double distance) {
      return StudentT.survival(distance / error, degrees);
    }

    @Override
    public double under(double distance) {
      return over(distance);
    }

    @Override
    public double overWith(double probability) {
      return StudentT.critical(probability, degrees) * error;
    }

    @Override
    public double underWith(double probability) {
      return overWith(probability);
    }

    @Override
    public String statistic(double distance) {
      return "t = " + Words.number(distance / error);
    }
  }

  /**
   * From the best of some runs whose spread is ours: by the exact distribution of (best - mean) /
   * sd.
   *
   * @param shift what the best of so many has over the mean, in standard deviations
   */
  record ByPivot(double estimate, double sd, double shift, BestOfPivot pivot)
      implements LevelDifference {
    @Override
    public double over(double distance) {
      return pivot.below(shift - distance / sd);
    }

    @Override
    public double overWith(double probability) {
      return (shift - pivot.exceededWith(1 - probability)) * sd;
    }

    @Override
    public double underWith(double probability) {
      return (pivot.exceededWith(probability) - shift) * sd;
    }

    @Override
    public String statistic(double distance) {
      return "(best - mean) / sd = " + Words.number(shift - distance / sd);
    }
  }
}
