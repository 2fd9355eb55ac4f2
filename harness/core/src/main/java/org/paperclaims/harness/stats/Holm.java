package org.paperclaims.harness.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction (Holm 1979): with it the chance that any of several tests rejects a
 * true null hypothesis is at most alpha, whatever the tests have to do with one another.
 */
public final class Holm {
  private Holm() {}

  /**
   * A test's turn in the procedure.
   *
   * @param index the place of its p value among the given ones
   * @param sharing how many tests share alpha at this step
   * @param factor what its p value is multiplied by
   * @param least the adjusted p value of the test before, below which this one's cannot fall
   */
  public record Step(int index, int sharing, double factor, double least) {
    /** Give the adjusted p value of a test of this p value. */
    double adjusted(double p) {
      return Math.max(least, Math.min(1, factor * p));
    }
  }

  /**
   * Give the steps, from the smallest p value to the largest.
   *
   * @param tests how many tests there are, with those that gave no p value; at least as many as are
   *     given
   */
  public static List<Step> steps(int tests, double... p) {
    return steps(tests, Multiplier.BONFERRONI, p);
  }

  /**
   * Give the steps, from the test that needs the least of alpha to the one that needs the most.
   *
   * @param multiplier of each test's p value; grows with the tests that share alpha
   */
  public static List<Step> steps(int tests, Multiplier multiplier, double... p) {
    List<Integer> order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i] * multiplier.of(i, tests)))
            .toList();
    List<Step> steps = new ArrayList<>();
    double least = 0;
    for (int index : order) {
      int sharing = tests - steps.size();
      Step step = new Step(index, sharing, multiplier.of(index, sharing), least);
      steps.add(step);
      least = step.adjusted(p[index]);
    }
    return steps;
  }

  /** Give the adjusted p values, in the order of the given ones. */
  public static double[] adjusted(double... p) {
    double[] adjusted = new double[p.length];
    for (Step step : steps(p.length, p)) {
      adjusted[step.index()] = step.adjusted(p[step.index()]);
    }
    return adjusted;
  }
}
