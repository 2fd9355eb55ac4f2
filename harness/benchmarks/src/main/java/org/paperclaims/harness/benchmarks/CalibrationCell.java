package org.paperclaims.harness.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.claim.TrendTest;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.judge.Standing;
import org.paperclaims.harness.measure.Direction;

/**
 * A truth at which a verdict is wrong, and made-up runs that come from it. All errors are near 50
 * %, with a standard deviation of one point.
 *
 * @param name for the table
 * @param wrong the verdict that the truth makes wrong
 * @param criterion with alpha 5 %; of a level the published number is drawn with the runs
 * @param arms that are compared
 * @param cases that share alpha
 * @param looks that are declared; none where the seeds of the column are judged once
 * @param draw errors of each case, arm and seed
 */
record CalibrationCell(
    String name,
    Verdict wrong,
    BiFunction<Random, double[][][], Criterion> criterion,
    List<Arm> arms,
    int cases,
    Correction correction,
    Optional<SeedRule.Looks> looks,
    BiFunction<Integer, Random, double[][][]> draw) {
  static final double ALPHA = 0.05;
  private static final List<Arm> PAIR =
      List.of(
          SimulatedClaim.arm("control", Arm.Role.CONTROL, 0),
          SimulatedClaim.arm("treatment", Arm.Role.TREATMENT, 0));

  /** One run's deviation. */
  interface Noise {
    double draw(Random random);

    static double skewed(Random random) {
      return -Math.log(1 - random.nextDouble()) - 1;
    }

    static double heavy(Random random) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      return random.nextGaussian() / Math.sqrt((a * a + b * b) / 2);
    }

    /** One of ten runs ends at chance level. */
    static double collapsing(Random random) {
      return random.nextDouble() < 0.1 ? 40 : random.nextGaussian();
    }
  }

  /**
   * Tell whether a verdict takes milliseconds: the distribution of a best of several runs is
   * integrated for each.
   */
  boolean isSlow() {
    return name.startsWith("level best-of-n,");
  }

  /** Give the share of experiments that end in the wrong verdict in any of their cases. */
  double wrongIn(int trials, int n, long seed) {
    Random random = new Random(seed);
    List<Integer> at = looks.map(SeedRule.Looks::looks).orElse(List.of(n));
    int seeds = at.get(at.size() - 1);
    SeedRule rule = looks.isPresent() ? looks.get() : new SeedRule.Fixed();
    int found = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[][][] all = draw.apply(seeds, random);
      Criterion own = criterion.apply(random, all);
      found +=
          isWrong(new SimulatedClaim(own, arms, cases, correction, seeds, rule), all, at) ? 1 : 0;
    }
    return (double) found / trials;
  }

  /** Go from look to look as a suite does. */
  private boolean isWrong(SimulatedClaim claim, double[][][] all, List<Integer> at) {
    int[][] run = new int[cases][arms.size()];
    for (int[] ofCase : run) {
      Arrays.fill(ofCase, at.get(0));
    }
    boolean[] ended = new boolean[cases];
    for (int look = 0; look < at.size(); look++) {
      List<Standing> standings = claim.standings(all, run);
      boolean goesOn = false;
      for (int c = 0; c < cases; c++) {
        if (ended[c]) {
          continue;
        }
        if (standings.get(c).verdict() == wrong) {
          return true;
        }
        Set<String> goingOn = standings.get(c).goingOn();
        ended[c] = goingOn.isEmpty();
        for (int a = 0; a < arms.size(); a++) {
          if (goingOn.contains(arms.get(a).name())) {
            run[c][a] = at.get(look + 1);
            goesOn = true;
          }
        }
      }
      if (!goesOn) {
        return false;
      }
    }
    return false;
  }

  /** Make the cells of an effect whose gain is exactly at the bound. */
  static CalibrationCell effect(
      String name, Verdict wrong, Criterion.Effect effect, double gain, Noise control, Noise own) {
    return new CalibrationCell(
        name,
        wrong,
        (random, runs) -> effect,
        PAIR,
        1,
        Correction.NONE,
        Optional.empty(),
        (n, random) -> new double[][][] {pair(n, random, gain, control, own)});
  }

  static Criterion.Effect effect(PairedTest test, double margin, Shows shows) {
    return new Criterion.Effect("test_error", Direction.LOWER, ALPHA, margin, test, shows);
  }

  static double[][] pair(int n, Random random, double gain, Noise control, Noise treatment) {
    double[][] runs = new double[2][n];
    for (int i = 0; i < n; i++) {
      runs[0][i] = 50 + control.draw(random);
      runs[1][i] = 50 - gain + treatment.draw(random);
    }
    return runs;
  }

  /** Make cells of several cases of which some gain, with a correlation of the cases. */
  static CalibrationCell cases(
      String name,
      Verdict wrong,
      Criterion criterion,
      Correction correction,
      double correlation,
      double... gains) {
    return new CalibrationCell(
        name,
        wrong,
        (random, runs) -> criterion,
        PAIR,
        gains.length,
        correction,
        Optional.empty(),
        (n, random) -> {
          double[][] common = pair(n, random, 0, Random::nextGaussian, Random::nextGaussian);
          double[][][] all = new double[gains.length][][];
          double own = Math.sqrt(1 - correlation);
          for (int c = 0; c < gains.length; c++) {
            all[c] =
                pair(n, random, gains[c], r -> own * r.nextGaussian(), r -> own * r.nextGaussian());
            for (int a = 0; a < 2; a++) {
              for (int i = 0; i < n; i++) {
                all[c][a][i] += Math.sqrt(correlation) * (common[a][i] - 50);
              }
            }
          }
          return all;
        });
  }

  static CalibrationCell ordering(String name, Verdict wrong, double... leads) {
    List<Arm> arms =
        List.of(
            SimulatedClaim.arm("a", Arm.Role.TREATMENT, 0),
            SimulatedClaim.arm("b", Arm.Role.TREATMENT, 0),
            SimulatedClaim.arm("c", Arm.Role.TREATMENT, 0));
    Criterion criterion =
        new Criterion.Ordering("test_error", Direction.LOWER, ALPHA, "a", PairedTest.PAIRED_T);
    return new CalibrationCell(
        name,
        wrong,
        (random, runs) -> criterion,
        arms,
        1,
        Correction.NONE,
        Optional.empty(),
        (n, random) -> {
          double[][] runs = new double[3][n];
          for (int a = 0; a < 3; a++) {
            for (int i = 0; i < n; i++) {
              runs[a][i] = 50 - leads[a] + random.nextGaussian();
            }
          }
          return new double[][][] {runs};
        });
  }

  /** Make a cell of a trend without one: the spread grows by a factor from first to last level. */
  static CalibrationCell trend(
      String name, Verdict wrong, TrendTest test, Noise noise, double growth) {
    List<Arm> arms =
        List.of(
            SimulatedClaim.arm("0", Arm.Role.TREATMENT, 0),
            SimulatedClaim.arm("1", Arm.Role.TREATMENT, 1),
            SimulatedClaim.arm("2", Arm.Role.TREATMENT, 2),
            SimulatedClaim.arm("3", Arm.Role.TREATMENT, 3));
    Criterion criterion = new Criterion.Trend("test_error", Direction.LOWER, ALPHA, test);
    return new CalibrationCell(
        name,
        wrong,
        (random, runs) -> criterion,
        arms,
        1,
        Correction.NONE,
        Optional.empty(),
        (n, random) -> {
          double[][] runs = new double[4][n];
          for (int a = 0; a < 4; a++) {
            double spread = Math.pow(growth, a / 3.0);
            for (int i = 0; i < n; i++) {
              runs[a][i] = 50 + spread * noise.draw(random);
            }
          }
          return new double[][][] {runs};
        });
  }

  /**
   * Make a cell of a published number, drawn with the runs, with the truth at its margin of two
   * standard deviations.
   *
   * @param gain what our runs have over the paper's
   */
  static CalibrationCell level(
      String name,
      Verdict wrong,
      PublishedStatistic statistic,
      boolean withSpread,
      Shows shows,
      double gain) {
    int k = statistic == PublishedStatistic.SINGLE_RUN ? 1 : 5;
    return new CalibrationCell(
        name,
        wrong,
        (random, runs) -> {
          double[] paper = random.doubles(k).map(u -> 50 + random.nextGaussian()).toArray();
          Arrays.sort(paper);
          double mean = Arrays.stream(paper).average().orElseThrow();
          double squares = Arrays.stream(paper).map(v -> (v - mean) * (v - mean)).sum();
          double number =
              switch (statistic) {
                case SINGLE_RUN, BEST_OF_N -> paper[0];
                case MEDIAN_OF_N -> paper[k / 2];
                case MEAN_OF_N -> mean;
              };
          return new Criterion.Level(
              "test_error",
              Direction.LOWER,
              ALPHA,
              number,
              2,
              statistic,
              k == 1 ? java.util.OptionalInt.empty() : java.util.OptionalInt.of(k),
              withSpread
                  ? java.util.OptionalDouble.of(Math.sqrt(squares / (k - 1)))
                  : java.util.OptionalDouble.empty(),
              shows);
        },
        List.of(SimulatedClaim.arm("net", Arm.Role.TREATMENT, 0)),
        1,
        Correction.NONE,
        Optional.empty(),
        (n, random) -> {
          double[] runs = new double[n];
          for (int i = 0; i < n; i++) {
            runs[i] = 50 - gain + random.nextGaussian();
          }
          return new double[][][] {{runs}};
        });
  }

  /** Give the same cell looked at after some numbers of seeds. */
  CalibrationCell looking(SeedRule.Looks rule) {
    return new CalibrationCell(
        name, wrong, criterion, arms, cases, correction, Optional.of(rule), draw);
  }
}
