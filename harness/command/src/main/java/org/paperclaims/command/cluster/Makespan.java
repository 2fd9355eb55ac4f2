package org.paperclaims.command.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * How long a number of workers takes over runs, when each takes the longest run that is left as
 * soon as it is free, as copies of {@code claims train} do that share a results folder.
 *
 * @param workers one run at a time each
 * @param seconds from the start to the end of the last run
 * @param busy seconds that all workers spend in runs
 * @param longest seconds of the longest run, below which no number of workers comes
 */
public record Makespan(int workers, double seconds, double busy, double longest) {
  /**
   * Simulate them.
   *
   * @param runs seconds of each run
   * @param workers 1 or more
   * @param perRun seconds that a worker spends around each run, on data and its record
   */
  public static Makespan of(List<Double> runs, int workers, double perRun) {
    PriorityQueue<Double> free = new PriorityQueue<>();
    for (int i = 0; i < workers; i++) {
      free.add(0.0);
    }
    double busy = 0;
    double longest = 0;
    double end = 0;
    for (double run : runs.stream().sorted(Comparator.reverseOrder()).toList()) {
      double taken = run + perRun;
      double ends = free.remove() + taken;
      free.add(ends);
      busy += taken;
      longest = Math.max(longest, taken);
      end = Math.max(end, ends);
    }
    return new Makespan(workers, end, busy, longest);
  }

  /** Give the share of the workers' time in which they have nothing left to do, 0 to 1. */
  public double idleShare() {
    // Sums of fractions are off by an ulp or two.
    return seconds == 0 ? 0 : Math.max(0, 1 - busy / (workers * seconds));
  }

  /** Give the fewest workers that take at most a share longer than any number of them would. */
  public static int enough(List<Double> runs, double perRun, double share) {
    double least = of(runs, Math.max(1, runs.size()), perRun).seconds();
    int low = 1;
    int high = Math.max(1, runs.size());
    while (low < high) {
      int middle = (low + high) / 2;
      if (of(runs, middle, perRun).seconds() <= (1 + share) * least) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
