package org.paperclaims.harness.claim;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.paperclaims.harness.measure.Direction;

/**
 * The evidence that a claim needs to be reproduced. Every criterion names its metric, which values
 * are better, and its level of significance.
 */
public sealed interface Criterion {
  /** Give the metric's name in run records, such as {@code test_error}. */
  String metric();

  /** Tell which values are better. */
  Direction better();

  /**
   * Give the chance of REPRODUCED when the claim is false, at most; one-sided. The same chance
   * bounds REFUTED when the claim is true.
   */
  double alpha();

  /**
   * Tell whether its verdict is about any test images like these, for which every run must tell
   * which images it was right about.
   */
  default boolean isAboutImages() {
    return false;
  }

  /** Tell whether the runs of one seed are taken for a pair, or compared within their seed. */
  default boolean isAboutPairs() {
    return false;
  }

  /**
   * The treatment's gain over the control, seed by seed, lies on a side of a margin.
   *
   * <p>It {@code shows} superiority where the mean gain over the pairs is above {@code margin},
   * non-inferiority where it is above {@code -margin}, no gain where it is below {@code margin},
   * and equivalence where two one-sided tests (TOST) find it inside of both. REPRODUCED when that
   * is shown, REFUTED when the opposite is: a gain on the other side of the same bound, and for an
   * equivalence outside of the margin on either side, both within alpha. INCONCLUSIVE else. So one
   * bound divides the two verdicts, and no number of seeds turns one into the other. An equivalence
   * is never REPRODUCED with a run that diverged. Assumes that pairs are independent of one
   * another; the rest depends on the {@link PairedTest}.
   *
   * @param margin the smallest gain that matters, in the metric's unit; 0 when any does, which only
   *     superiority can be about
   * @param shows superiority where a record says nothing
   */
  record Effect(
      String metric, Direction better, double alpha, double margin, PairedTest test, Shows shows)
      implements Criterion {
    public Effect {
      if (margin == 0 && shows != Shows.SUPERIORITY) {
        throw new IllegalArgumentException(shows.id() + " asks for a margin above 0");
      }
    }

    @Override
    public boolean isAboutImages() {
      return test == PairedTest.IMAGES;
    }

    @Override
    public boolean isAboutPairs() {
      return test.takesPairs();
    }

    /** Make the claim that the treatment is better, by more than a margin. */
    public Effect(String metric, Direction better, double alpha, double margin, PairedTest test) {
      this(metric, better, alpha, margin, test, Shows.SUPERIORITY);
    }
  }

  /**
   * More than a share of the cases of a claim at a tier have an effect: the treatment's gain over
   * the control lies above {@code margin}.
   *
   * <p>REPRODUCED when at least so many cases are shown to have it, REFUTED when so many are shown
   * not to have it that too few are left, INCONCLUSIVE else; both by partial conjunction (Benjamini
   * and Heller 2008) over the cases' p values, whatever the cases have to do with one another.
   * Every case has the verdict of all, with its own numbers. A case without a finding shows
   * nothing.
   *
   * @param margin the smallest gain that matters, in the metric's unit; 0 when any does
   * @param share from 0 to below 1, such as 0.5 for most
   */
  record Share(
      String metric, Direction better, double alpha, double margin, PairedTest test, double share)
      implements Criterion {
    @Override
    public boolean isAboutPairs() {
      return test.takesPairs();
    }

    /** Give how many of so many cases must have the effect. */
    public int asked(int cases) {
      // 0.7 of 10 is 7 though its product is not.
      return Math.min(cases, (int) Math.floor(share * cases + 1e-9) + 1);
    }

    /** Give what is asked of each case by itself. */
    public Effect each() {
      return new Effect(metric, better, alpha, margin, test);
    }
  }

  /**
   * One arm is better than each of the others.
   *
   * <p>REPRODUCED when every comparison shows it, each at the whole of alpha: all must hold, so the
   * chance of a wrong one is at most alpha (an intersection-union test, Berger 1982). REFUTED when,
   * after Holm's correction over the comparisons, one other arm is shown to be better. INCONCLUSIVE
   * else. The estimate is the gain over the closest rival.
   *
   * @param best the name of the arm
   */
  record Ordering(String metric, Direction better, double alpha, String best, PairedTest test)
      implements Criterion {
    @Override
    public boolean isAboutPairs() {
      return test.takesPairs();
    }
  }

  /**
   * The metric (or, where arms come in control-treatment pairs, the gain of the treatment) gets
   * better as the arms' variable rises.
   *
   * <p>REPRODUCED when the trend is shown; REFUTED when the opposite trend is; INCONCLUSIVE else.
   * The estimate is the mean slope over the seeds, in the metric's unit per unit of the variable,
   * positive when the metric gets better.
   */
  record Trend(String metric, Direction better, double alpha, TrendTest test) implements Criterion {
    @Override
    public boolean isAboutPairs() {
      return true;
    }
  }

  /**
   * The metric equals the paper's number within a margin, or is no worse.
   *
   * <p>REPRODUCED when two one-sided t tests (TOST) show that the mean over seeds, as far as the
   * paper's number tells it, lies within the margin on both sides. REFUTED when it is shown to lie
   * outside, on either side, both within alpha. INCONCLUSIVE else. Where it {@code shows}
   * non-inferiority, only the worse side counts. The uncertainty of the paper's own number is
   * counted as what it is says: a single run is one draw, the best of n lies below (or above) the
   * mean by what normal noise makes of n draws. Assumes noise close to normal, and for a paper's
   * number without a spread that its runs vary as much as ours.
   *
   * @param published the paper's number
   * @param margin the largest difference that counts as equal, positive, in the metric's unit
   * @param statistic what the paper's number is
   * @param publishedRuns how many runs it rests on; present unless it is a single run
   * @param publishedSpread the standard deviation over the paper's runs, where it gives one
   * @param shows equivalence, or non-inferiority
   */
  record Level(
      String metric,
      Direction better,
      double alpha,
      double published,
      double margin,
      PublishedStatistic statistic,
      OptionalInt publishedRuns,
      OptionalDouble publishedSpread,
      Shows shows)
      implements Criterion {
    /** Make the claim that a number is met on both sides. */
    public Level(
        String metric,
        Direction better,
        double alpha,
        double published,
        double margin,
        PublishedStatistic statistic,
        OptionalInt publishedRuns,
        OptionalDouble publishedSpread) {
      this(
          metric,
          better,
          alpha,
          published,
          margin,
          statistic,
          publishedRuns,
          publishedSpread,
          Shows.EQUIVALENCE);
    }
  }

  /**
   * One model that was made elsewhere, against a published number, over the test images: nothing is
   * trained, so nothing is said of training.
   *
   * <p>AGREES when exact binomial tests show that its error lies within the margin on both sides
   * (the Clopper-Pearson interval of confidence 1 - 2 alpha lies inside), DIFFERS when it is shown
   * to lie outside, better or worse (the interval lies outside), INCONCLUSIVE else. It is never
   * REPRODUCED or REFUTED. Assumes that the test images are independent draws; the published number
   * is taken as it stands.
   *
   * @param metric {@code test_error}, in percent
   * @param published from 0 to 100
   * @param margin the largest difference that counts as equal, positive, in percentage points
   */
  record Checkpoint(String metric, Direction better, double alpha, double published, double margin)
      implements Criterion {}
}
