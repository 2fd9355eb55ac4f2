package org.paperclaims.harness.engine.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The moving averages of a learner's weights and running statistics. To compute with them their
 * numbers change places with the weights', because the steps of a network read one memory.
 */
final class Averages implements AutoCloseable {
  private final int size;
  private final Floats values;
  private final Map<String, float[]> statistics = new LinkedHashMap<>();
  private boolean shown;

  /**
   * Take memory, all zero.
   *
   * @param size how many numbers are trained
   * @param running the running statistics
   */
  Averages(int size, Map<String, float[]> running) {
    this.size = size;
    this.values = new Floats(size);
    running.forEach((name, statistic) -> statistics.put(name, new float[statistic.length]));
  }

  Floats values() {
    return values;
  }

  float[] statistic(String name) {
    float[] statistic = statistics.get(name);
    if (statistic == null) {
      throw new IllegalStateException("no average of " + name);
    }
    return statistic;
  }

  /** Set the average of trainable numbers. */
  void put(int offset, float[] numbers) {
    values.put(offset, numbers, numbers.length);
  }

  /** Set the average of a running statistic. */
  void put(String name, float[] numbers) {
    System.arraycopy(numbers, 0, statistic(name), 0, numbers.length);
  }

  /**
   * Move some trainable numbers' averages towards them.
   *
   * @param share of the way
   */
  void follow(int at, float[] w, float share, float[] scratch, int n) {
    values.get(at, scratch, n);
    follow(scratch, w, share, n);
    values.put(at, scratch, n);
  }

  /** Move the running statistics' averages towards them. */
  void followStatistics(Map<String, float[]> running, float share) {
    running.forEach(
        (name, statistic) -> follow(statistic(name), statistic, share, statistic.length));
  }

  private static void follow(float[] average, float[] numbers, float share, int n) {
    if (share == 1) {
      System.arraycopy(numbers, 0, average, 0, n);
      return;
    }
    // Two factors that are rounded apart would not add up to 1, and pull the average to zero.
    for (int j = 0; j < n; j++) {
      average[j] += share * (numbers[j] - average[j]);
    }
  }

  /** Let averages and weights change places, unless they lie as is asked for. */
  void show(boolean wanted, Floats weights, Map<String, float[]> running) {
    if (shown == wanted) {
      return;
    }
    shown = wanted;
    float[] one = new float[Scratch.PIECE];
    float[] other = new float[Scratch.PIECE];
    for (int i = 0; i < size; i += Scratch.PIECE) {
      int n = Math.min(Scratch.PIECE, size - i);
      weights.get(i, one, n);
      values.get(i, other, n);
      weights.put(i, other, n);
      values.put(i, one, n);
    }
    running.forEach(
        (name, statistic) -> {
          float[] average = statistic(name);
          float[] copy = average.clone();
          System.arraycopy(statistic, 0, average, 0, copy.length);
          System.arraycopy(copy, 0, statistic, 0, copy.length);
        });
  }

  @Override
  public void close() {
    values.close();
  }
}
