package org.paperclaims.harness.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Finds the places where a metric's history moved from one level to another, and says so when there
 * is not enough of it. Levels are fitted by binary segmentation: each piece is split where the
 * difference of the two means is largest in standard errors, as long as a permutation test of that
 * largest difference rejects at alpha, divided over the pieces that are tried. So without a step
 * the chance of finding one is at most alpha, whatever the noise.
 *
 * @param alpha chance of a step where there is none
 * @param least numbers on each side of a step
 */
public record StepDetection(double alpha, int least) {
  private static final int PERMUTATIONS = 999;

  /** The result for a history. */
  public sealed interface Result {
    /**
     * Too short to tell.
     *
     * @param found how many numbers there are
     * @param needed how many it takes
     */
    record NotEnoughData(int found, int needed) implements Result {}

    /** Long enough; without a step, {@code steps} is empty. */
    record Levels(List<Step> steps) implements Result {
      public Levels {
        steps = List.copyOf(steps);
      }
    }
  }

  /**
   * A move from one level to another.
   *
   * @param at index of the first number of the new level
   * @param before mean of the level before, from the step before it on
   * @param after mean of the level after, up to the step after it
   * @param p of the permutation test
   */
  public record Step(int at, double before, double after, double p) {}

  /** The usual rule: 1 %, three numbers on each side. */
  public static StepDetection usual() {
    return new StepDetection(0.01, 3);
  }

  /** Look for steps in a history, oldest first. */
  public Result in(double... history) {
    int needed = needed();
    if (history.length < needed) {
      return new Result.NotEnoughData(history.length, needed);
    }
    List<Split> splits = new ArrayList<>();
    split(history, 0, history.length, alpha, new Random(1), splits);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < splits.size(); i++) {
      int at = splits.get(i).at();
      int from = i == 0 ? 0 : splits.get(i - 1).at();
      int to = i == splits.size() - 1 ? history.length : splits.get(i + 1).at();
      steps.add(new Step(at, mean(history, from, at), mean(history, at, to), splits.get(i).p()));
    }
    return new Result.Levels(steps);
  }

  /** Where a piece of a history falls in two, and the p of that. */
  private record Split(int at, double p) {}

  /** The fewest numbers whose orders, split anywhere, are enough for alpha to be reached. */
  private int needed() {
    int n = 2 * least;
    // Orders of n numbers that have the largest few first make up 2 in (n choose least).
    while (2 / choose(n, least) > alpha) {
      n++;
    }
    return n;
  }

  private static double choose(int n, int k) {
    double ways = 1;
    for (int i = 1; i <= k; i++) {
      ways *= (double) (n - k + i) / i;
    }
    return ways;
  }

  private void split(
      double[] history, int from, int to, double share, Random random, List<Split> splits) {
    if (to - from < 2 * least) {
      return;
    }
    double[] piece = java.util.Arrays.copyOfRange(history, from, to);
    Best best = best(piece);
    int reached = 1;
    double[] shuffled = piece.clone();
    for (int i = 0; i < PERMUTATIONS; i++) {
      shuffle(shuffled, random);
      reached += best(shuffled).size() >= best.size() * (1 - 1e-12) ? 1 : 0;
    }
    double p = reached / (PERMUTATIONS + 1.0);
    if (best.size() == 0 || p > share) {
      return;
    }
    int at = from + best.at();
    split(history, from, at, share / 2, random, splits);
    splits.add(new Split(at, p));
    split(history, at, to, share / 2, random, splits);
  }

  private record Best(int at, double size) {}

  /** Find the split with the largest difference of means, in units of its standard error. */
  private Best best(double[] piece) {
    int n = piece.length;
    double mean = mean(piece, 0, n);
    double squares = 0;
    for (double value : piece) {
      squares += (value - mean) * (value - mean);
    }
    double sum = 0;
    Best best = new Best(least, 0);
    for (int at = 1; at <= n - least; at++) {
      sum += piece[at - 1] - mean;
      if (at >= least && squares > 0) {
        double between = sum * sum * n / ((double) at * (n - at));
        double size = between / Math.max(squares - between, 1e-12 * squares);
        if (size > best.size()) {
          best = new Best(at, size);
        }
      }
    }
    return best;
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }

  private static void shuffle(double[] values, Random random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
  }
}
