package org.paperclaims.datasets;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A fixed random order of labelled examples in which every stretch from either end holds the
 * classes in the proportions of the whole, as nearly as whole numbers allow. The first n are the
 * subset of n images; so a smaller subset lies inside each larger one.
 */
final class Stratified {
  private static final long SEED = 20170923L;
  private final int[] order;

  Stratified(int count, IntUnaryOperator labels) {
    int[] shuffled = Draws.of(SEED, count, 0, 0).permutation(count);
    int classes = IntStream.range(0, count).map(labels).max().orElse(0) + 1;
    int[] total = new int[classes];
    for (int index = 0; index < count; index++) {
      total[labels.applyAsInt(index)]++;
    }
    int[] seen = new int[classes];
    double[] place = new double[count];
    for (int index : shuffled) {
      int label = labels.applyAsInt(index);
      place[index] = (seen[label]++ + 0.5) / total[label];
    }
    order =
        IntStream.range(0, count)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(index -> place[index])
                    .thenComparingInt(labels::applyAsInt))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Give the subset of the first n, in the stored order. */
  int[] first(int n) {
    return sorted(0, n);
  }

  /** Give the subset of the last n, in the stored order. */
  int[] last(int n) {
    return sorted(order.length - n, order.length);
  }

  private int[] sorted(int from, int to) {
    int[] chosen = Arrays.copyOfRange(order, from, to);
    Arrays.sort(chosen);
    return chosen;
  }
}
