package org.paperclaims.harness.benchmarks;

import java.util.Locale;
import java.util.Random;
import org.paperclaims.harness.stats.CrossedMean;
import org.paperclaims.harness.stats.Sample;

/**
 * How often a gain that is nil over all images is shown on a test set of some of them: by the seeds
 * alone, and by seeds and images together. An image is answered rightly by a network with a chance
 * of its own, which is another for the two arms; a seed makes an arm a little better or worse on
 * every image.
 *
 * <p>Argument: the number of experiments a row, such as 10000.
 */
public final class ImagesCalibration {
  private static final double ALPHA = 0.05;

  private ImagesCalibration() {}

  /**
   * How images and seeds vary.
   *
   * @param ofImages standard deviation over images of what an arm is better at them by, in chance
   * @param ofSeeds the same over seeds
   */
  record Spread(double ofImages, double ofSeeds) {}

  /**
   * The share of experiments with a false gain.
   *
   * @param bySeeds by the paired t test over seeds
   * @param byBoth by it and the test over seeds and images
   */
  record Shown(double bySeeds, double byBoth) {}

  public static void main(String[] args) {
    int trials = Integer.parseInt(args[0]);
    System.out.println("| false gains, %, by seeds / by seeds and images | n = 3 | 5 | 10 |");
    System.out.println("|---|---|---|---|");
    for (int images : new int[] {500, 2500}) {
      for (Spread spread :
          new Spread[] {new Spread(0, 0.01), new Spread(0.1, 0.01), new Spread(0.3, 0.003)}) {
        StringBuilder row = new StringBuilder();
        for (int seeds : new int[] {3, 5, 10}) {
          Shown shown = shown(spread, seeds, images, trials, 11);
          row.append(
              String.format(
                  Locale.ROOT, " %.1f / %.1f |", 100 * shown.bySeeds(), 100 * shown.byBoth()));
        }
        System.out.printf(
            Locale.ROOT,
            "| %d images, sd over images %.1f, over seeds %.3f |%s%n",
            images,
            spread.ofImages(),
            spread.ofSeeds(),
            row);
      }
    }
  }

  static Shown shown(Spread spread, int seeds, int images, int trials, long seed) {
    Random random = new Random(seed);
    int bySeeds = 0;
    int byBoth = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[][] table = table(spread, seeds, images, random);
      double[] means = new double[seeds];
      for (int i = 0; i < seeds; i++) {
        for (double gain : table[i]) {
          means[i] += gain / images;
        }
      }
      Sample sample = Sample.of(means);
      boolean gained = sample.hasSpread() && sample.pAbove(0) <= ALPHA;
      bySeeds += gained ? 1 : 0;
      byBoth += gained && CrossedMean.of(table).pAbove(0) <= ALPHA ? 1 : 0;
    }
    return new Shown((double) bySeeds / trials, (double) byBoth / trials);
  }

  /** Draw the gains of a treatment that is no better over all images, in percentage points. */
  private static double[][] table(Spread spread, int seeds, int images, Random random) {
    double[] chance = new double[images];
    double[] preferred = new double[images];
    for (int j = 0; j < images; j++) {
      chance[j] = 0.5 + 0.45 * Math.cbrt(2 * random.nextDouble() - 1);
      preferred[j] = spread.ofImages() * random.nextGaussian() / 2;
    }
    double[][] table = new double[seeds][images];
    for (int i = 0; i < seeds; i++) {
      double treatment = spread.ofSeeds() * random.nextGaussian();
      double control = spread.ofSeeds() * random.nextGaussian();
      for (int j = 0; j < images; j++) {
        int right = random.nextDouble() < chance[j] + preferred[j] + treatment ? 1 : 0;
        int other = random.nextDouble() < chance[j] - preferred[j] + control ? 1 : 0;
        table[i][j] = 100.0 * (right - other);
      }
    }
    return table;
  }
}
