package org.paperclaims.harness.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.stats.CrossedMean;
import org.paperclaims.harness.stats.Differences;
import org.paperclaims.harness.stats.Interval;
import org.paperclaims.harness.stats.Power;
import org.paperclaims.harness.stats.Ranks;
import org.paperclaims.harness.stats.Sample;
import org.paperclaims.harness.stats.SignFlip;
import org.paperclaims.harness.stats.SignedRank;
import org.paperclaims.harness.stats.StudentT;
import org.paperclaims.harness.stats.Superiority;
import org.paperclaims.harness.stats.TwoSamples;

/**
 * The gains of one arm over another, seed by seed, and what they show. A gain is infinite where one
 * run of the pair diverged, and not a number where both did: such a pair ties, whatever the gains
 * are compared with.
 */
final class PairedGains {
  /** The power of each of two tests that are both needed, for 80 % together. */
  private static final double BOTH_SIDES = (1 + Power.USUAL) / 2;

  private final Differences gains;
  private final PairedTest test;
  private final Optional<Sample> sample;
  private final Optional<Contrast> contrast;

  PairedGains(Contrast contrast, PairedTest test) {
    this(contrast.gains(), test, Optional.of(contrast));
  }

  PairedGains(Differences gains, PairedTest test) {
    this(gains, test, Optional.empty());
  }

  private PairedGains(Differences gains, PairedTest test, Optional<Contrast> contrast) {
    this.gains = gains;
    this.test = test;
    this.contrast = contrast;
    this.sample =
        gains.n() > 0 && gains.isFinite() ? Optional.of(gains.sample()) : Optional.empty();
  }

  int n() {
    return gains.n();
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
    if (n() == 1) {
      return 1;
    }
    if (hasDiverged()) {
      Differences over = gains.minus(value);
      return middle(over) < 0 ? 1 : SignedRank.pAbove(over);
    }
    double bySeeds =
        apart()
            .map(a -> a.pAbove(value))
            .orElseGet(
                () ->
                    decided(
                        s -> s.pAbove(value),
                        t -> t.pAbove(value),
                        () -> SignFlip.pAbove(gains, value)));
    return overImages().map(mean -> Math.max(bySeeds, mean.pAbove(value))).orElse(bySeeds);
  }

  double pBelow(double value) {
    if (n() == 1) {
      return 1;
    }
    if (hasDiverged()) {
      Differences over = gains.minus(value);
      return middle(over) > 0 ? 1 : SignedRank.pBelow(over);
    }
    double bySeeds =
        apart()
            .map(a -> a.pBelow(value))
            .orElseGet(
                () ->
                    decided(
                        s -> s.pBelow(value),
                        t -> t.pBelow(value),
                        () -> SignFlip.pBelow(gains, value)));
    return overImages().map(mean -> Math.max(bySeeds, mean.pBelow(value))).orElse(bySeeds);
  }

  /** Give the p of the mean gain lying outside of a margin, on either side, by both tails. */
  double pOutside(double margin) {
    if (apart().isPresent()) {
      double bySeeds = apart().get().pOutside(margin);
      return overImages().map(mean -> Math.max(bySeeds, mean.pOutside(margin))).orElse(bySeeds);
    }
    double p = middle() < 0 ? pBelow(-margin) + pBelow(margin) : pAbove(margin) + pAbove(-margin);
    return Math.min(1, p);
  }

  /** Give how runs at chance level are judged apart from the others, where there are any. */
  private Optional<JudgedApart> apart() {
    return hasDiverged()
        ? Optional.empty()
        : contrast
            .filter(Contrast::isSplit)
            .map(c -> new JudgedApart(c, middle(), new PairedGains(c.whole(), test)));
  }

  /** Give the mean over seeds and images, where the verdict is about any images. */
  private Optional<CrossedMean> overImages() {
    return images().map(ImageGains::mean);
  }

  private Optional<ImageGains> images() {
    return hasDiverged() ? Optional.empty() : contrast.flatMap(Contrast::images);
  }

  /** Give the arms as two samples, where that is the test declared and they have a spread. */
  private Optional<TwoSamples> twoSamples() {
    if (test != PairedTest.WELCH || n() < 2 || hasDiverged()) {
      return Optional.empty();
    }
    return contrast.flatMap(
        c -> {
          Sample over = Differences.of(c.over(), new double[n()]).sample();
          Sample of = Differences.of(c.of(), new double[n()]).sample();
          return over.hasSpread() || of.hasSpread()
              ? Optional.of(TwoSamples.of(over, of))
              : Optional.empty();
        });
  }

  private double decided(
      ToDoubleFunction<Sample> byT, ToDoubleFunction<TwoSamples> byWelch, DoubleSupplier byFlips) {
    Optional<TwoSamples> two = twoSamples();
    if (two.isPresent()) {
      return byWelch.applyAsDouble(two.get());
    }
    if (!hasT() || test == PairedTest.SIGN_FLIP) {
      return byFlips.getAsDouble();
    }
    double p = byT.applyAsDouble(sample.get());
    return test == PairedTest.BOTH ? Math.max(p, byFlips.getAsDouble()) : p;
  }

  /** Give the mean gain; the median if a run diverged, where there is a finite one. */
  OptionalDouble estimate() {
    double middle = middle();
    return Double.isFinite(middle) ? OptionalDouble.of(middle) : OptionalDouble.empty();
  }

  /** Give the mean gain or the median, infinite or not a number where that is what it is. */
  double middle() {
    return sample.map(Sample::mean).orElseGet(() -> middle(gains));
  }

  /**
   * Give the median of those that are known. Ranks never decide against its sign: of many gains
   * most may be small losses, and their ranks those of gains.
   */
  private static double middle(Differences gains) {
    double[] known = known(gains);
    return known.length == 0 ? Double.NaN : Ranks.median(known);
  }

  private static double[] known(Differences gains) {
    return Arrays.stream(gains.values()).filter(g -> !Double.isNaN(g)).toArray();
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
    if (images().isPresent()) {
      return images().flatMap(i -> i.interval(confidence));
    }
    Optional<TwoSamples> two = twoSamples();
    if (two.isPresent()) {
      return two.map(t -> t.interval(confidence));
    }
    return hasT() ? Optional.of(sample.get().interval(confidence)) : Optional.empty();
  }

  OptionalDouble detectable(double alpha) {
    if (apart().isPresent()) {
      // The pairs that trained have half of alpha.
      return apart().get().rest().detectable(alpha / 2);
    }
    if (isByFlips() && SignFlip.smallest(n()) > alpha) {
      // So few signs show nothing, however large.
      return OptionalDouble.empty();
    }
    if (images().isPresent()) {
      return images().get().detectable(alpha, Power.USUAL);
    }
    Optional<TwoSamples> two = twoSamples();
    if (two.isPresent()) {
      return OptionalDouble.of(
          Power.noncentrality(two.get().degrees(), alpha, Power.USUAL) * two.get().error());
    }
    return hasT()
        ? OptionalDouble.of(Power.detectable(n(), alpha, Power.USUAL) * sample.get().sd())
        : OptionalDouble.empty();
  }

  /**
   * Give how many more pairs would decide, with power 80 %, at the mean and the spread seen.
   *
   * @param bound that divides what is shown from what is refuted
   */
  OptionalInt further(double bound, double alpha) {
    return furtherOver(hasT() ? Math.abs(sample.get().mean() - bound) : 0, alpha, Power.USUAL);
  }

  /**
   * Give how many more pairs would show, with power 80 %, that the mean gain lies inside of a
   * margin or outside, where it is seen.
   */
  OptionalInt furtherInside(double margin, double alpha) {
    double distance = hasT() ? margin - Math.abs(sample.get().mean()) : 0;
    return furtherOver(Math.abs(distance), alpha, distance > 0 ? BOTH_SIDES : Power.USUAL);
  }

  private boolean isByFlips() {
    return test == PairedTest.SIGN_FLIP || test == PairedTest.BOTH;
  }

  private OptionalInt furtherOver(double distance, double alpha, double power) {
    if (!hasT() || overImages().isPresent() || apart().isPresent()) {
      // No number of seeds takes away what the images add, and how many runs will end at chance
      // level is not known.
      return OptionalInt.empty();
    }
    int least = n() + 1;
    while (isByFlips() && SignFlip.smallest(least) > alpha) {
      least++;
    }
    // A gain of two samples has an error as that of a mean of so many pairs with this spread.
    double spread =
        twoSamples().map(t -> t.error() * Math.sqrt(n())).orElseGet(() -> sample.get().sd());
    OptionalInt pairs = Power.pairs(least, alpha, distance / spread, power);
    return pairs.isEmpty() ? pairs : OptionalInt.of(pairs.getAsInt() - n());
  }

  /** Give what decides, in words. */
  String decidedBy() {
    if (hasDiverged()) {
      int both = n() - known(gains).length;
      return "the exact signed-rank test, diverged runs ranked worst ("
          + Words.count(lost(), "pair", "pairs")
          + " with one"
          + (both == 0 ? "" : ", " + both + " with both, which say nothing")
          + ")"
          + (test == PairedTest.IMAGES ? ", over seeds alone, so about these images only" : "");
    }
    String bySeeds = apart().map(JudgedApart::decidedBy).orElseGet(this::decidedBySeeds);
    return overImages()
        .map(
            mean ->
                bySeeds
                    + " and the t test over seeds and "
                    + Words.count(mean.columns(), "image", "images")
                    + " together")
        .orElse(bySeeds);
  }

  private String decidedBySeeds() {
    if (twoSamples().isPresent()) {
      return "Welch's t test";
    }
    if (!hasT()) {
      return "the exact sign-flip test, as the gains do not vary";
    }
    return switch (test) {
      case PAIRED_T, IMAGES -> "the paired t test";
      case SIGN_FLIP -> "the exact sign-flip test";
      case BOTH -> "the paired t and the exact sign-flip test";
      case WELCH -> "the paired t test, as no arm varies by itself";
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
    twoSamples()
        .ifPresent(
            t ->
                tests.add(
                    new Judgement.Test(
                        prefix + "Welch's t",
                        "t = "
                            + Words.number(t.difference() / t.error())
                            + ", "
                            + Words.number(t.degrees())
                            + " degrees of freedom",
                        t.pAbove(0))));
    overImages()
        .ifPresent(
            mean ->
                tests.add(
                    new Judgement.Test(
                        prefix + "t over seeds and images",
                        mean.hasSpread()
                            ? "t = "
                                + Words.number(mean.mean() / mean.error())
                                + ", "
                                + Words.number(mean.degrees())
                                + " degrees of freedom"
                            : "nothing varies",
                        mean.pAbove(0))));
    apart().ifPresent(a -> tests.addAll(a.tests(prefix)));
    if (hasDiverged()) {
      tests.add(
          new Judgement.Test(
              prefix + "exact signed rank",
              Words.count(n(), "pair", "pairs") + ", diverged runs ranked worst",
              SignedRank.pAbove(gains)));
    } else {
      tests.add(
          new Judgement.Test(
              prefix + "exact sign-flip",
              Words.count(n(), "pair", "pairs"),
              SignFlip.pAbove(gains, 0)));
    }
    Superiority superiority = Superiority.of(gains.knownOr(0).values());
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

  /** Give the tests of the gains against the bounds that a margin sets; none without one. */
  List<Judgement.Test> against(Shows shows, double margin) {
    if (margin == 0) {
      return List.of();
    }
    String bound = Words.given(margin);
    Judgement.Test overLoss = bounded("gain above -" + bound, pAbove(-margin), -margin);
    Judgement.Test underGain = bounded("gain below " + bound, pBelow(margin), margin);
    return switch (shows) {
      case SUPERIORITY -> List.of(bounded("gain above " + bound, pAbove(margin), margin));
      case NON_INFERIORITY -> List.of(overLoss);
      case NO_GAIN -> List.of(underGain);
      case EQUIVALENCE -> List.of(overLoss, underGain);
    };
  }

  private Judgement.Test bounded(String name, double p, double bound) {
    return new Judgement.Test(name, statistic(bound), p);
  }

  /** Give the statistic that decides against a bound, in words. */
  private String statistic(double bound) {
    Optional<TwoSamples> two = twoSamples();
    if (apart().isPresent() || overImages().isPresent()) {
      return "two tests together";
    }
    if (two.isPresent()) {
      return "t = " + Words.number((two.get().difference() - bound) / two.get().error());
    }
    return !hasT() || test == PairedTest.SIGN_FLIP
        ? "by ranks or signs"
        : "t = " + Words.number(sample.get().t(bound));
  }

  private int lost() {
    return (int) Arrays.stream(gains.values()).filter(Double::isInfinite).count();
  }

  private double[] signs() {
    return Arrays.stream(gains.knownOr(0).values()).map(Math::signum).toArray();
  }
}
