package org.paperclaims.harness.benchmarks;

import static org.paperclaims.harness.claim.Verdict.REFUTED;
import static org.paperclaims.harness.claim.Verdict.REPRODUCED;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.paperclaims.harness.benchmarks.CalibrationCell.Noise;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.claim.TrendTest;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.Direction;

/** Every criterion at each of its bounds, with the noise that training has. */
final class CalibrationTable {
  private static final Noise NORMAL = Random::nextGaussian;
  private static final Verdict[] BOTH = {REPRODUCED, REFUTED};

  /** The test of images needs runs that tell them: {@link ImagesCalibration}. */
  private static final PairedTest[] OF_SEEDS = {
    PairedTest.PAIRED_T, PairedTest.SIGN_FLIP, PairedTest.BOTH, PairedTest.WELCH
  };

  private CalibrationTable() {}

  /** Give the rows for which alpha holds, or nearly: normal noise, and what is symmetric. */
  static List<CalibrationCell> assumed() {
    List<CalibrationCell> cells = new ArrayList<>();
    for (Verdict wrong : BOTH) {
      effects(cells, wrong);
      for (Shows shows : Shows.values()) {
        Criterion.Effect margin = CalibrationCell.effect(PairedTest.PAIRED_T, 2, shows);
        double bound = shows == Shows.NON_INFERIORITY ? -2 : 2;
        cells.add(
            CalibrationCell.effect(
                shows.id() + ", truth at the margin", wrong, margin, bound, NORMAL, NORMAL));
      }
      severalArms(cells, wrong);
      levels(cells, wrong);
      several(cells, wrong);
    }
    cells.add(
        CalibrationCell.effect(
            "a tenth of the controls collapses, the rest equal",
            REFUTED,
            CalibrationCell.effect(PairedTest.PAIRED_T, 0, Shows.SUPERIORITY),
            0,
            Noise::collapsing,
            NORMAL));
    return cells;
  }

  private static void effects(List<CalibrationCell> cells, Verdict wrong) {
    for (PairedTest test : OF_SEEDS) {
      Criterion.Effect effect = CalibrationCell.effect(test, 0, Shows.SUPERIORITY);
      cells.add(CalibrationCell.effect("effect, " + test.id(), wrong, effect, 0, NORMAL, NORMAL));
    }
    noisy(cells, wrong, "both arms skewed", Noise::skewed);
    noisy(cells, wrong, "both arms heavy-tailed", Noise::heavy);
    noisy(cells, wrong, "a tenth of both arms collapses", Noise::collapsing);
  }

  private static void noisy(List<CalibrationCell> cells, Verdict wrong, String name, Noise noise) {
    cells.add(CalibrationCell.effect(name, wrong, byT(), 0, noise, noise));
  }

  private static Criterion.Effect byT() {
    return CalibrationCell.effect(PairedTest.PAIRED_T, 0, Shows.SUPERIORITY);
  }

  private static Criterion.Share mostCases() {
    return new Criterion.Share(
        "test_error", Direction.LOWER, CalibrationCell.ALPHA, 0, PairedTest.PAIRED_T, 0.5);
  }

  private static void severalArms(List<CalibrationCell> cells, Verdict wrong) {
    cells.add(CalibrationCell.ordering("ordering, three equal arms", wrong, 0, 0, 0));
    cells.add(CalibrationCell.ordering("ordering, two equal best arms", wrong, 0, 0, -2));
    cells.add(CalibrationCell.trend("trend, rank", wrong, TrendTest.RANK, NORMAL, 1));
    cells.add(CalibrationCell.trend("trend, slope", wrong, TrendTest.SLOPE, NORMAL, 1));
  }

  private static void levels(List<CalibrationCell> cells, Verdict wrong) {
    for (double gain : new double[] {2, -2}) {
      String side = gain > 0 ? ", better by the margin" : ", worse by the margin";
      for (PublishedStatistic statistic : PublishedStatistic.values()) {
        cells.add(
            CalibrationCell.level(
                "level " + statistic.id() + side,
                wrong,
                statistic,
                false,
                Shows.EQUIVALENCE,
                gain));
      }
      for (PublishedStatistic statistic :
          new PublishedStatistic[] {PublishedStatistic.MEAN_OF_N, PublishedStatistic.BEST_OF_N}) {
        cells.add(
            CalibrationCell.level(
                "level " + statistic.id() + " with sd" + side,
                wrong,
                statistic,
                true,
                Shows.EQUIVALENCE,
                gain));
      }
    }
    cells.add(
        CalibrationCell.level(
            "level single-run, non-inferiority, worse by the margin",
            wrong,
            PublishedStatistic.SINGLE_RUN,
            false,
            Shows.NON_INFERIORITY,
            -2));
  }

  private static void several(List<CalibrationCell> cells, Verdict wrong) {
    Criterion byT = byT();
    Criterion most = mostCases();
    double[] none = new double[8];
    double many = 6;
    for (double correlation : new double[] {0, 0.9}) {
      String rho = ", correlation " + (correlation == 0 ? "0" : "0.9");
      cells.add(
          CalibrationCell.cases(
              "8 cases, holm" + rho, wrong, byT, Correction.HOLM, correlation, none));
      // A false REPRODUCED needs four that gain and four that do not, and a false REFUTED needs
      // five
      // that gain, which is then the smallest claim that is true.
      cells.add(
          CalibrationCell.cases(
              "more than half of 8 cases" + rho,
              wrong,
              most,
              Correction.NONE,
              correlation,
              many,
              many,
              many,
              many,
              wrong == REFUTED ? 0 : -0.0,
              wrong == REFUTED ? -many : 0,
              wrong == REFUTED ? -many : 0,
              wrong == REFUTED ? -many : 0));
    }
  }

  /** Give the rows for which alpha does not hold, because what a test assumes is not so. */
  static List<CalibrationCell> broken() {
    List<CalibrationCell> cells = new ArrayList<>();
    Criterion.Effect byT = byT();
    for (Verdict wrong : BOTH) {
      cells.add(
          CalibrationCell.effect(
              "the control alone skewed, the treatment hardly varying",
              wrong,
              byT,
              0,
              Noise::skewed,
              r -> 0.1 * r.nextGaussian()));
      // Collapses cost eight points of ten, so that the means of all runs are equal.
      cells.add(
          CalibrationCell.effect(
              "a tenth of the controls is 8 sd worse, short of chance level, means equal",
              wrong,
              byT,
              -0.8,
              r -> r.nextDouble() < 0.1 ? 8 + r.nextGaussian() : r.nextGaussian(),
              NORMAL));
      cells.add(
          CalibrationCell.trend(
              "trend, rank, skewed, spread grows tenfold",
              wrong,
              TrendTest.RANK,
              Noise::skewed,
              10));
      cells.add(
          CalibrationCell.trend(
              "trend, slope, skewed, spread grows tenfold",
              wrong,
              TrendTest.SLOPE,
              Noise::skewed,
              10));
    }
    cells.add(
        CalibrationCell.effect(
            "a tenth of the controls collapses, means equal",
            REFUTED,
            byT,
            -4,
            Noise::collapsing,
            NORMAL));
    return cells;
  }

  /**
   * Give the rows that are looked at several times: each bound at which t is exact, and tests of
   * other kinds at the bounds of t.
   */
  static List<CalibrationCell> looked() {
    List<CalibrationCell> cells = new ArrayList<>();
    for (Verdict wrong : BOTH) {
      effects(cells, wrong);
      Criterion.Effect inside = CalibrationCell.effect(PairedTest.PAIRED_T, 2, Shows.EQUIVALENCE);
      cells.add(
          CalibrationCell.effect(
              "equivalence, truth at the margin", wrong, inside, 2, NORMAL, NORMAL));
      severalArms(cells, wrong);
      lookedLevels(cells, wrong);
      double[] none = new double[4];
      for (Correction correction : new Correction[] {Correction.BONFERRONI, Correction.HOLM}) {
        cells.add(
            CalibrationCell.cases(
                "4 cases, " + correction.id(), wrong, byT(), correction, 0, none));
      }
      cells.add(
          CalibrationCell.cases(
              "4 cases, holm, one of them far off",
              wrong,
              byT(),
              Correction.HOLM,
              0,
              wrong == REFUTED ? 6 : -6,
              0,
              0,
              0));
      double to = wrong == REFUTED ? -6 : 6;
      cells.add(
          CalibrationCell.cases(
              "more than half of 4 cases",
              wrong,
              mostCases(),
              Correction.NONE,
              0,
              wrong == REFUTED ? 6 : to,
              wrong == REFUTED ? 6 : to,
              0,
              wrong == REFUTED ? to : 0));
    }
    return cells;
  }

  private static void lookedLevels(List<CalibrationCell> cells, Verdict wrong) {
    for (PublishedStatistic statistic :
        new PublishedStatistic[] {PublishedStatistic.SINGLE_RUN, PublishedStatistic.MEAN_OF_N}) {
      boolean withSpread = statistic == PublishedStatistic.MEAN_OF_N;
      cells.add(
          CalibrationCell.level(
              "level " + statistic.id() + (withSpread ? " with sd" : "") + ", worse by the margin",
              wrong,
              statistic,
              withSpread,
              Shows.EQUIVALENCE,
              -2));
    }
  }
}
