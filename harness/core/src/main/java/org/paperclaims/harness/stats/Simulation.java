package org.paperclaims.harness.stats;

import java.util.Random;
import java.util.function.Predicate;

/**
 * Makes up experiments whose truth is known, to see how often a rule decides. Fixed by a seed.
 *
 * @param trials how many experiments
 * @param seed of everything that is drawn
 */
public record Simulation(int trials, long seed) {
  /** How the runs of one arm vary from seed to seed; mean 0 and, where there is one, spread 1. */
  public enum Noise {
    /** Normal. */
    NORMAL,
    /** Exponential: most runs a little better than the mean, a few much worse. */
    SKEWED,
    /** Student's t with two degrees of freedom: now and then a run far off; no variance at all. */
    HEAVY_TAILED;

    /** Draw one run's deviation. */
    public double draw(Random random) {
      return switch (this) {
        case NORMAL -> random.nextGaussian();
        case SKEWED -> -Math.log(1 - random.nextDouble()) - 1;
        case HEAVY_TAILED -> {
          double a = random.nextGaussian();
          double b = random.nextGaussian();
          yield random.nextGaussian() / Math.sqrt((a * a + b * b) / 2);
        }
      };
    }
  }

  /**
   * Give the share of paired experiments that a rule decides.
   *
   * @param noise of each run; a pair's difference has twice its variance
   * @param pairs in an experiment
   * @param effect what the treatment gains, in standard deviations of a normal pair's difference
   * @param decides looks at the differences
   */
  public double share(Noise noise, int pairs, double effect, Predicate<double[]> decides) {
    Random random = new Random(seed);
    double root = Math.sqrt(2);
    int decided = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[] differences = new double[pairs];
      for (int i = 0; i < pairs; i++) {
        differences[i] = effect * root + noise.draw(random) - noise.draw(random);
      }
      decided += decides.test(differences) ? 1 : 0;
    }
    return (double) decided / trials;
  }

  /** Give the standard error of a share near a probability. */
  public double error(double probability) {
    return Math.sqrt(probability * (1 - probability) / trials);
  }
}
