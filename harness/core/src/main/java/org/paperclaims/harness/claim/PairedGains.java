package org.paperclaims.harness.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.paperclaims.harness.stats.Interval;
import org.paperclaims.harness.stats.Power;
import org.paperclaims.harness.stats.Ranks;
import org.paperclaims.harness.stats.Sample;
import org.paperclaims.harness.stats.SignFlip;
import org.paperclaims.harness.stats.SignedRank;
import org.paperclaims.harness.stats.StudentT;
import org.paperclaims.harness.stats.Superiority;

/**
 * The gains of one arm over another, seed by seed, and what they show. A gain is infinite where one
 * run of the pair diverged, and not a number where both did: such a pair ties, whatever the gains
 * are compared with.
 */
final class PairedGains {
  private final double[] gains;
  private final PairedTest test;
  private final Optional<Sample> sample;

  PairedGains(double[] gains, PairedTest test) {
    this.gains = gains.clone();
    this.test = test;
    boolean finite = true;
    for (double gain : gains) {
      finite &= Double.isFinite(gain);
    }
    this.sample = finite ? Optional.of(Sample.of(gains)) : Optional.empty();
  }

  int n() {
    return gains.length;
  }

  /** Tell whether a run diverged, so that only ranks can be compared. */
  boolean hasDiverged() {
    return sample.isEmpty();
  }

  /** Tell whether the t test can be made. */
  private boolean hasT() {
    return sample.isPresent() && sample.get().hasSpread();
  }

  double pAbove(double value) {
    if (gains.length == 1) {
      return 1;
    }
    if (hasDiverged()) {
      return SignedRank.pAbove(minus(value));
    }
    return decided(hasT() ? sample.get().pAbove(value) : 1, SignFlip.pAbove(gains, value));
  }

  double pBelow(double value) {
    if (gains.length == 1) {
      return 1;
    }
    if (hasDiverged()) {
      return SignedRank.pBelow(minus(value));
    }
    return decided(hasT() ? sample.get().pBelow(value) : 1, SignFlip.pBelow(gains, value));
  }

  private double decided(double byT, double byFlips) {
    if (!hasT() || test == PairedTest.SIGN_FLIP) {
      return byFlips;
    }
    return test == PairedTest.BOTH ? Math.max(byT, byFlips) : byT;
  }

  private double[] minus(double value) {
    double[] shifted = gains.clone();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] = Double.isNaN(gains[i]) ? 0 : gains[i] - value;
    }
    return shifted;
  }

  /** Give the mean gain; the median if a run diverged, where there is a finite one. */
  OptionalDouble estimate() {
    double middle = middle();
    return Double.isFinite(middle) ? OptionalDouble.of(middle) : OptionalDouble.empty();
  }

  /** Give the mean gain or the median, infinite or not a number where that is what it is. */
  double middle() {
    double[] known = known();
    return known.length == 0
        ? Double.NaN
        : sample.map(Sample::mean).orElseGet(() -> Ranks.median(known));
  }

  private double[] known() {
    return Arrays.stream(gains).filter(g -> !Double.isNaN(g)).toArray();
  }

  /** Say which of the two the {@link #middle} is. */
  String kindOfMiddle() {
    return hasDiverged() ? "median" : "mean";
  }

  /** Give the {@link #middle} in words. */
  String middleInWords() {
    double middle = middle();
    return Double.isNaN(middle) ? "unknown" : Words.number(middle);
  }

  Optional<Interval> interval(double confidence) {
    return hasT() ? Optional.of(sample.get().interval(confidence)) : Optional.empty();
  }

  OptionalDouble detectable(double alpha) {
    return hasT()
        ? OptionalDouble.of(Power.detectable(n(), alpha, Power.USUAL) * sample.get().sd())
        : OptionalDouble.empty();
  }

  /**
   * Give how many more pairs would decide, with power 80 %, at the mean and the spread seen.
   *
   * @param margin below which the opposite is shown
   */
  OptionalInt further(double margin, double alpha) {
    if (!hasT()) {
      return OptionalInt.empty();
    }
    double mean = sample.get().mean();
    double effect = Math.max(mean, margin - mean) / sample.get().sd();
    int least = n() + 1;
    while (test != PairedTest.PAIRED_T && SignFlip.smallest(least) > alpha) {
      least++;
    }
    OptionalInt pairs = Power.pairs(least, alpha, effect, Power.USUAL);
    return pairs.isEmpty() ? pairs : OptionalInt.of(pairs.getAsInt() - n());
  }

  /** Give what decides, in words. */
  String decidedBy() {
    if (hasDiverged()) {
      int both = n() - known().length;
      return "the exact signed-rank test, diverged runs ranked worst ("
          + Words.count(lost(), "pair", "pairs")
          + " with one"
          + (both == 0 ? "" : ", " + both + " with both, which say nothing")
          + ")";
    }
    if (!hasT()) {
      return "the exact sign-flip test, as the gains do not vary";
    }
    return switch (test) {
      case PAIRED_T -> "the paired t test";
      case SIGN_FLIP -> "the exact sign-flip test";
      case BOTH -> "the paired t and the exact sign-flip test";
    };
  }

  /** Give every test of the gains being above zero. */
  List<Judgement.Test> tests(String prefix, double confidence) {
    List<Judgement.Test> tests = new ArrayList<>();
    if (hasT()) {
      Sample s = sample.get();
      tests.add(
          new Judgement.Test(
              prefix + "paired t",
              "t = " + Words.number(s.t(0)) + ", " + (s.n() - 1) + " degrees of freedom",
              StudentT.survival(s.t(0), s.n() - 1.0)));
    }
    if (hasDiverged()) {
      tests.add(
          new Judgement.Test(
              prefix + "exact signed rank",
              Words.count(n(), "pair", "pairs") + ", diverged runs ranked worst",
              SignedRank.pAbove(minus(0))));
    } else {
      tests.add(
          new Judgement.Test(
              prefix + "exact sign-flip",
              Words.count(n(), "pair", "pairs"),
              SignFlip.pAbove(gains, 0)));
    }
    Superiority superiority = Superiority.of(minus(0));
    tests.add(
        new Judgement.Test(
            prefix + "probability of superiority",
            Words.number(superiority.wins())
                + " of "
                + Words.count(n(), "pair", "pairs")
                + ", "
                + Words.interval(confidence, Optional.of(superiority.interval(confidence))),
            SignFlip.pAbove(signs(), 0)));
    return tests;
  }

  private int lost() {
    return (int) Arrays.stream(gains).filter(Double::isInfinite).count();
  }

  private double[] signs() {
    return Arrays.stream(minus(0)).map(Math::signum).toArray();
  }
}
