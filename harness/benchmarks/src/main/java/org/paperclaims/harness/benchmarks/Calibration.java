package org.paperclaims.harness.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.stats.AlphaSpending;
import org.paperclaims.harness.stats.Power;
import org.paperclaims.harness.stats.Sample;
import org.paperclaims.harness.stats.SignFlip;
import org.paperclaims.harness.stats.SignedRank;
import org.paperclaims.harness.stats.Simulation;

/**
 * Simulates how often verdicts, and the tests behind them, decide, and prints the tables of {@code
 * docs/statistics.md}. The first argument is the number of trials, 100,000 without one.
 */
public final class Calibration {
  private static final double ALPHA = 0.05;
  private static final int[] SEEDS = {3, 5, 10};

  /** A best of several runs is judged in so many times fewer trials. */
  private static final int SLOWER = 20;

  private static final int[] VERDICT_SEEDS = {3, 5, 8, 10};

  private final Simulation simulation;

  private Calibration(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Print the tables. */
  public static void main(String[] arguments) {
    int trials = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
    Calibration calibration = new Calibration(new Simulation(trials, 20));
    System.out.println(calibration.nullTable());
    System.out.println(calibration.normalTable());
    System.out.println(calibration.looks());
    System.out.println(calibration.verdictTable("assumptions hold", CalibrationTable.assumed()));
    System.out.println(calibration.verdictTable("assumptions broken", CalibrationTable.broken()));
    System.out.println(calibration.powerTable());
  }

  /** Print how often the whole judge gives a wrong verdict; a star where alpha is exceeded. */
  private String verdictTable(String title, List<CalibrationCell> cells) {
    Simulation slow = new Simulation(Math.max(1, simulation.trials() / SLOWER), simulation.seed());
    StringBuilder table = new StringBuilder();
    table
        .append("| ")
        .append(title)
        .append(", wrong verdicts, % | verdict | n = 3 | 5 | 8 | 10 |\n");
    table.append("|---|---|---|---|---|---|\n");
    List<String> rows =
        cells.parallelStream()
            .map(
                cell -> {
                  StringBuilder row = new StringBuilder();
                  row.append("| ").append(cell.name()).append(" | ").append(cell.wrong());
                  for (int n : VERDICT_SEEDS) {
                    Simulation own = cell.isSlow() ? slow : simulation;
                    double share = cell.wrongIn(own.trials(), n, own.seed());
                    boolean over = share > ALPHA + 3 * own.error(ALPHA);
                    row.append(
                        String.format(Locale.ROOT, " | %.2f%s", 100 * share, over ? "*" : ""));
                  }
                  System.err.println(row);
                  return row.append(" |\n").toString();
                })
            .toList();
    rows.forEach(table::append);
    return table.toString();
  }

  private String powerTable() {
    StringBuilder table = new StringBuilder();
    table.append("| power, % | n = 3 | n = 5 | n = 10 |\n|---|---|---|---|\n");
    row(
        table,
        "ordering, 1 sd ahead of two rivals",
        n ->
            CalibrationCell.ordering("", Verdict.REPRODUCED, 0, -1, -1)
                .wrongIn(simulation.trials(), n, simulation.seed()));
    return table.toString();
  }

  private String nullTable() {
    StringBuilder table = new StringBuilder();
    table.append("| a false effect is called REPRODUCED, % | n = 3 | n = 5 | n = 10 |\n");
    table.append("|---|---|---|---|\n");
    for (Simulation.Noise noise : Simulation.Noise.values()) {
      String name = noise.name().toLowerCase(Locale.ROOT).replace('_', '-') + " noise, ";
      row(table, name + "paired t", n -> share(noise, n, 0, Calibration::byT));
      row(table, name + "sign-flip", n -> share(noise, n, 0, Calibration::byFlips));
      row(table, name + "both", n -> share(noise, n, 0, d -> byT(d) && byFlips(d)));
      row(table, name + "signed rank", n -> share(noise, n, 0, d -> SignedRank.pAbove(d) <= ALPHA));
    }
    row(table, "skewed *differences*, paired t", this::skewedDifferences);
    return table.toString();
  }

  private String normalTable() {
    StringBuilder table = new StringBuilder();
    table.append("| normal noise, % | n = 3 | n = 5 | n = 10 |\n|---|---|---|---|\n");
    Simulation.Noise normal = Simulation.Noise.NORMAL;
    row(
        table,
        "95 % intervals that hold the truth",
        n -> share(normal, n, 1, d -> Sample.of(d).interval(0.95).contains(Math.sqrt(2))));
    row(table, "power at one sigma, seen", n -> share(normal, n, 1, Calibration::byT));
    row(table, "power at one sigma, theory", n -> Power.paired(n, ALPHA, 1));
    row(table, "power at two sigma, seen", n -> share(normal, n, 2, Calibration::byT));
    row(table, "power at two sigma, theory", n -> Power.paired(n, ALPHA, 2));
    return table.toString();
  }

  private String looks() {
    List<Integer> looks = List.of(5, 10, 20);
    double[] nominal = AlphaSpending.nominal(ALPHA, looks);
    double spent =
        share(
            Simulation.Noise.NORMAL,
            20,
            0,
            d -> {
              for (int look = 0; look < nominal.length; look++) {
                if (Sample.of(Arrays.copyOf(d, looks.get(look))).pAbove(0) <= nominal[look]) {
                  return true;
                }
              }
              return false;
            });
    double peeking =
        share(
            Simulation.Noise.NORMAL,
            20,
            0,
            d -> looks.stream().anyMatch(look -> byT(Arrays.copyOf(d, look))));
    return String.format(
        Locale.ROOT,
        "Looks at 5, 10 and 20 seeds, nothing to be found: with O'Brien-Fleming bounds %.2f %% are"
            + " called REPRODUCED, with 5 %% at each look %.2f %%.",
        100 * spent,
        100 * peeking);
  }

  /** A mean of zero made of many small gains and a few large losses. */
  private double skewedDifferences(int n) {
    Random random = new Random(simulation.seed());
    int decided = 0;
    for (int trial = 0; trial < simulation.trials(); trial++) {
      double[] d = new double[n];
      for (int i = 0; i < n; i++) {
        d[i] = -Simulation.Noise.SKEWED.draw(random);
      }
      decided += byT(d) ? 1 : 0;
    }
    return (double) decided / simulation.trials();
  }

  private double share(Simulation.Noise noise, int n, double effect, Predicate<double[]> decides) {
    return simulation.share(noise, n, effect, decides);
  }

  private static boolean byT(double[] differences) {
    return Sample.of(differences).pAbove(0) <= ALPHA;
  }

  private static boolean byFlips(double[] differences) {
    return SignFlip.pAbove(differences, 0) <= ALPHA;
  }

  private static void row(
      StringBuilder table, String name, java.util.function.IntToDoubleFunction share) {
    table.append("| ").append(name);
    for (int n : SEEDS) {
      table.append(String.format(Locale.ROOT, " | %.2f", 100 * share.applyAsDouble(n)));
    }
    table.append(" |\n");
  }
}
