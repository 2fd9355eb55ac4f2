package org.paperclaims.harness.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.stats.LookBounds;
import org.paperclaims.harness.stats.Power;
import org.paperclaims.harness.stats.Sample;
import org.paperclaims.harness.stats.SignFlip;
import org.paperclaims.harness.stats.SignedRank;
import org.paperclaims.harness.stats.Simulation;
import org.paperclaims.harness.stats.Spending;

/**
 * Simulates how often verdicts, and the tests behind them, decide, and prints the tables of {@code
 * docs/statistics.md}. The first argument is the number of trials, 100,000 without one; with {@code
 * looks} as the second only declared looks are simulated, with a third only the rows that have it
 * in their name or verdict, such as {@code "trend, slope | REFUTED"}.
 */
public final class Calibration {
  private static final double ALPHA = 0.05;
  private static final int[] SEEDS = {3, 5, 10};

  /** A best of several runs is judged in so many times fewer trials. */
  private static final int SLOWER = 20;

  private static final int[] VERDICT_SEEDS = {3, 5, 8, 10};

  private static final List<SeedRule.Looks> LOOKS =
      List.of(
          new SeedRule.Looks(List.of(4, 6, 8), Spending.OBRIEN_FLEMING),
          new SeedRule.Looks(List.of(4, 6, 8), Spending.OBRIEN_FLEMING, OptionalDouble.of(0.1)),
          new SeedRule.Looks(List.of(4, 6, 8), Spending.POCOCK),
          new SeedRule.Looks(List.of(5, 10, 20), Spending.OBRIEN_FLEMING));

  private final Simulation simulation;

  private Calibration(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Print the tables. */
  public static void main(String[] arguments) {
    int trials = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
    Calibration calibration = new Calibration(new Simulation(trials, 20));
    if (arguments.length > 1 && arguments[1].equals("looks")) {
      System.out.println(calibration.peeking());
      System.out.println(calibration.declared());
      System.out.println(calibration.lookTable(arguments.length > 2 ? arguments[2] : ""));
      return;
    }
    System.out.println(calibration.nullTable());
    System.out.println(calibration.normalTable());
    System.out.println(calibration.peeking());
    System.out.println(calibration.verdictTable("assumptions hold", CalibrationTable.assumed()));
    System.out.println(calibration.verdictTable("assumptions broken", CalibrationTable.broken()));
    System.out.println(calibration.declared());
    System.out.println(calibration.lookTable(""));
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

  /** Say what looking costs where nothing was declared. */
  private String peeking() {
    List<Integer> looks = List.of(5, 10, 20);
    double peeking =
        share(
            Simulation.Noise.NORMAL,
            20,
            0,
            d -> looks.stream().anyMatch(look -> byT(Arrays.copyOf(d, look))));
    return String.format(
        Locale.ROOT,
        "Looks at 5, 10 and 20 seeds, nothing to be found, with 5 %% at each look: %.2f %% are"
            + " called REPRODUCED.",
        100 * peeking);
  }

  /** Say what declared looks cost, by t alone. */
  private String declared() {
    StringBuilder table = new StringBuilder();
    for (Spending spending : Spending.values()) {
      for (List<Integer> looks :
          List.of(List.of(4, 6, 8), List.of(5, 10, 20), List.of(3, 5), List.of(2, 3, 4, 5, 6))) {
        double[] nominal = LookBounds.nominal(spending, ALPHA, looks);
        double share =
            share(
                Simulation.Noise.NORMAL,
                looks.get(looks.size() - 1),
                0,
                d ->
                    IntStream.range(0, nominal.length)
                        .anyMatch(
                            look ->
                                Sample.of(Arrays.copyOf(d, looks.get(look))).pAbove(0)
                                    <= nominal[look]));
        table.append(
            String.format(Locale.ROOT, "| %s | %s | %.2f |%n", spending.id(), looks, 100 * share));
      }
    }
    return table.toString();
  }

  /** Print how often a wrong verdict comes at any of several looks; a star as above. */
  private String lookTable(String named) {
    StringBuilder table = new StringBuilder("| looks, wrong verdicts, % | verdict");
    LOOKS.forEach(
        rule ->
            table
                .append(" | ")
                .append(rule.looks())
                .append(' ')
                .append(rule.spending().id())
                .append(rule.futility().isPresent() ? ", futility" : ""));
    table.append(" |\n|---|---|---|---|---|---|\n");
    List<String> rows =
        CalibrationTable.looked().parallelStream()
            .filter(cell -> (cell.name() + " | " + cell.wrong()).contains(named))
            .map(
                cell -> {
                  StringBuilder row = new StringBuilder();
                  row.append("| ").append(cell.name()).append(" | ").append(cell.wrong());
                  for (SeedRule.Looks rule : LOOKS) {
                    double share =
                        cell.looking(rule).wrongIn(simulation.trials(), 0, simulation.seed());
                    boolean over = share > ALPHA + 3 * simulation.error(ALPHA);
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
