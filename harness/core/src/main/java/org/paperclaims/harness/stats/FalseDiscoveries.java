package org.paperclaims.harness.stats;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The share of false ones among several discoveries (Benjamini and Hochberg 1995). Among the tests
 * whose adjusted p is at most q, a share of at most q is false on average. It holds for tests that
 * are independent or depend on one another positively, as tests with common runs do.
 */
public final class FalseDiscoveries {
  private FalseDiscoveries() {}

  /** Give the adjusted p values, in the order of the given ones. */
  public static double[] adjusted(double... p) {
    List<Integer> largestFirst =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> p[i]).reversed())
            .toList();
    double[] adjusted = new double[p.length];
    double most = 1;
    for (int i = 0; i < p.length; i++) {
      int index = largestFirst.get(i);
      most = Math.min(most, p[index] * p.length / (p.length - i));
      adjusted[index] = most;
    }
    return adjusted;
  }
}
