package org.paperclaims.harness.benchmarks;

import java.util.Locale;
import java.util.Random;
import org.paperclaims.harness.stats.Sample;
import org.paperclaims.harness.stats.StudentT;

/**
 * How well the gains of one edition predict the verdict of the next: the Brier score of the chance
 * of the same verdict against that of always saying how often it is the same, and the mean chance
 * against how often it came out, verdict by verdict. True gains are normal around 0, in standard
 * deviations of the pairs.
 *
 * <p>Argument: the number of pairs of editions a row, such as 10000.
 */
public final class EditionCalibration {
  private static final double ALPHA = 0.05;

  private EditionCalibration() {}

  public static void main(String[] args) {
    int trials = Integer.parseInt(args[0]);
    System.out.println(
        "| true gains, n | Brier score | of the base rate | REPRODUCED: said, seen, % | REFUTED"
            + " | INCONCLUSIVE |");
    System.out.println("|---|---|---|---|---|---|");
    for (double truth : new double[] {0.3, 1, 3}) {
      for (int n : new int[] {3, 5, 10}) {
        System.out.println(row(truth, n, trials));
      }
    }
  }

  private static String row(double truth, int n, int trials) {
    Random random = new Random(7);
    double[] said = new double[3];
    double[] seen = new double[3];
    int[] count = new int[3];
    double brier = 0;
    double same = 0;
    for (int i = 0; i < trials; i++) {
      double gain = truth * random.nextGaussian();
      Sample first = edition(gain, n, random);
      NextEdition next = NextEdition.of(first, ALPHA);
      int verdict = verdict(first);
      double chance =
          verdict == 0 ? next.reproduced() : verdict == 1 ? next.refuted() : next.open();
      double again = verdict(edition(gain, n, random)) == verdict ? 1 : 0;
      brier += (chance - again) * (chance - again) / trials;
      same += again / trials;
      said[verdict] += chance;
      seen[verdict] += again;
      count[verdict]++;
    }
    StringBuilder row =
        new StringBuilder(
            String.format(
                Locale.ROOT, "| sd %.1f, %d | %.3f | %.3f |", truth, n, brier, same * (1 - same)));
    for (int v = 0; v < 3; v++) {
      row.append(
          String.format(
              Locale.ROOT, " %.0f, %.0f |", 100 * said[v] / count[v], 100 * seen[v] / count[v]));
    }
    return row.toString();
  }

  private static Sample edition(double gain, int n, Random random) {
    double[] gains = new double[n];
    for (int i = 0; i < n; i++) {
      gains[i] = gain + random.nextGaussian();
    }
    return Sample.of(gains);
  }

  private static int verdict(Sample gains) {
    double bound = StudentT.critical(ALPHA, gains.n() - 1.0);
    return gains.t(0) >= bound ? 0 : gains.t(0) <= -bound ? 1 : 2;
  }
}
