package org.paperclaims.harness.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.TrendTest;
import org.paperclaims.harness.stats.Differences;
import org.paperclaims.harness.stats.Interval;
import org.paperclaims.harness.stats.PageTest;

/** The finding from values at rising levels. */
final class TrendFinding {
  private TrendFinding() {}

  static Finding of(
      Criterion.Trend criterion, ClaimCase claimCase, CaseValues values, double alpha) {
    double[] levels = claimCase.arms().stream().mapToDouble(Arm::level).distinct().toArray();
    boolean ofGains = levels.length < claimCase.arms().size();
    double[][] atLevel = new double[levels.length][];
    double tolerance = 0;
    for (int i = 0; i < levels.length; i++) {
      Differences at =
          ofGains ? gains(claimCase, values, levels[i]) : single(claimCase, values, levels[i]);
      atLevel[i] = at.values();
      tolerance = Math.max(tolerance, at.tolerance());
    }
    List<double[]> seeds = new ArrayList<>();
    List<double[]> falling = new ArrayList<>();
    double[] slopes = new double[values.n()];
    for (int seed = 0; seed < values.n(); seed++) {
      double[] row = row(atLevel, seed);
      double[] opposite = Arrays.stream(row).map(v -> -v).toArray();
      seeds.add(row);
      falling.add(opposite);
      slopes[seed] = isKnown(atLevel, seed) ? slope(levels, row) : Double.NaN;
    }
    boolean diverged = Arrays.stream(slopes).anyMatch(s -> !Double.isFinite(s));
    // With a diverged run there is no slope of that seed: ranks decide.
    PairedGains bySlope =
        new PairedGains(
            Differences.of(
                diverged ? new double[values.n()] : slopes, tolerance * slopePerUnit(levels)),
            PairedTest.PAIRED_T);
    double rising = PageTest.pRising(seeds, tolerance);
    double sinking = PageTest.pRising(falling, tolerance);
    double correlation = PageTest.correlation(seeds, tolerance);
    boolean byRank = diverged || criterion.test() == TrendTest.RANK;
    boolean one = values.n() == 1;
    double confidence = 1 - criterion.alpha();
    Supplier<Optional<Interval>> interval =
        () -> diverged ? Optional.empty() : bySlope.interval(confidence);
    OptionalDouble estimate = diverged ? OptionalDouble.empty() : bySlope.estimate();
    Supplier<String> seen =
        () ->
            (estimate.isPresent()
                    ? "the mean slope is "
                        + Words.number(estimate.getAsDouble())
                        + " per unit, "
                        + Words.interval(confidence, interval.get())
                    : "no slope can be given, as a run diverged" + untold(atLevel, values.n()))
                + ", and the mean rank correlation within seeds "
                + Words.number(correlation)
                + " over "
                + Words.count(values.n(), "seed", "seeds")
                + ", by "
                + (byRank ? "Page's exact test" : "the t test of the slopes")
                + (byRank && against(estimate, -Math.signum(correlation))
                    ? ", which decides nothing against the sign of the mean slope"
                    : "");
    String what = ofGains ? "The gain in " + criterion.metric() : criterion.metric();
    return new Finding(
        values.n(),
        estimate,
        interval,
        confidence,
        one ? 1 : byRank ? ranked(rising, estimate, -1) : bySlope.pAbove(0),
        one ? 1 : byRank ? ranked(sinking, estimate, 1) : bySlope.pBelow(0),
        () -> diverged ? OptionalDouble.empty() : bySlope.detectable(alpha),
        () -> diverged ? OptionalInt.empty() : bySlope.further(0, alpha),
        () -> {
          List<Judgement.Test> tests = new ArrayList<>();
          tests.add(
              new Judgement.Test(
                  "Page's exact rank test",
                  "mean rank correlation " + Words.number(correlation),
                  rising));
          if (!diverged) {
            tests.addAll(bySlope.tests("slope: ", confidence));
          }
          return tests;
        },
        () -> what + (ofGains ? " grows" : " gets better") + " with the level: " + seen.get(),
        () -> what + (ofGains ? " shrinks" : " gets worse") + " with the level: " + seen.get(),
        () -> what + " shows no trend with the level: " + seen.get());
  }

  /**
   * Give the values of a seed at the levels. Where both runs of a level's pair diverged its gain is
   * unknown, and with it the order of the seed's levels: they tie.
   */
  private static double[] row(double[][] atLevel, int seed) {
    return isKnown(atLevel, seed)
        ? Arrays.stream(atLevel).mapToDouble(level -> level[seed]).toArray()
        : new double[atLevel.length];
  }

  private static boolean isKnown(double[][] atLevel, int seed) {
    return Arrays.stream(atLevel).noneMatch(level -> Double.isNaN(level[seed]));
  }

  private static String untold(double[][] atLevel, int seeds) {
    long ties = IntStream.range(0, seeds).filter(seed -> !isKnown(atLevel, seed)).count();
    return ties == 0
        ? ""
        : " (both of a pair for "
            + Words.count((int) ties, "seed, which says", "seeds, which say")
            + " nothing)";
  }

  private static Differences single(ClaimCase claimCase, CaseValues values, double level) {
    double[] runs = values.of(arm(claimCase, level, null));
    return Differences.of(runs, new double[runs.length]);
  }

  private static Differences gains(ClaimCase claimCase, CaseValues values, double level) {
    return values.gains(
        arm(claimCase, level, Arm.Role.TREATMENT), arm(claimCase, level, Arm.Role.CONTROL));
  }

  private static String arm(
      ClaimCase claimCase, double level, Arm.@org.jspecify.annotations.Nullable Role role) {
    return claimCase.arms().stream()
        .filter(a -> a.level() == level && (role == null || a.role() == role))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    claimCase.name() + " has no arm " + role + " at level " + level))
        .name();
  }

  /**
   * Give the p of ranks, but 1 where they speak for a trend and the mean slope runs the other way:
   * one large slope against many small ones is a question, not a verdict.
   */
  private static double ranked(double p, OptionalDouble slope, double otherWay) {
    return p < 0.5 && against(slope, otherWay) ? 1 : p;
  }

  /** Tell whether a slope that can be given runs in a direction; 0 is no direction. */
  private static boolean against(OptionalDouble slope, double direction) {
    return slope.isPresent() && Math.signum(slope.getAsDouble()) * direction > 0;
  }

  /** Give by how much the slope moves at most when each value moves by one. */
  private static double slopePerUnit(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
    return Arrays.stream(x).map(v -> Math.abs(v - mean)).sum() / squares;
  }

  private static double slope(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double both = 0;
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      both += (x[i] - meanX) * (y[i] - meanY);
      squares += (x[i] - meanX) * (x[i] - meanX);
    }
    return both / squares;
  }
}
