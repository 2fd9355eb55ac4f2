package org.paperclaims.harness.engine.testkit;

/** Converts arrays and measures how far apart they are. */
final class Numbers {
  /** Root mean square below which a tensor's differences are no longer taken relative to it. */
  private static final double FLOOR = 0.1;

  private Numbers() {}

  static float[] narrow(double[] wide) {
    float[] narrow = new float[wide.length];
    for (int i = 0; i < wide.length; i++) {
      narrow[i] = (float) wide[i];
    }
    return narrow;
  }

  static double[] widen(float[] narrow) {
    double[] wide = new double[narrow.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = narrow[i];
    }
    return wide;
  }

  static double norm(double[] numbers) {
    double squares = 0;
    for (double v : numbers) {
      squares += v * v;
    }
    return Math.sqrt(squares);
  }

  static double sum(double[] numbers) {
    double sum = 0;
    for (double v : numbers) {
      sum += v;
    }
    return sum;
  }

  /**
   * Give the largest difference, relative to the expected tensor's root mean square (at least 0.1),
   * so that single numbers near zero do not decide.
   */
  static double distance(double[] found, double[] expected) {
    if (found.length != expected.length) {
      return Double.POSITIVE_INFINITY;
    }
    double scale = Math.max(FLOOR, norm(expected) / Math.sqrt(Math.max(1, expected.length)));
    return largest(found, expected) / scale;
  }

  /** Give the largest difference of two numbers at one place; NaN if there is one. */
  static double largest(double[] found, double[] expected) {
    double largest = 0;
    for (int i = 0; i < found.length; i++) {
      double difference = Math.abs(found[i] - expected[i]);
      if (!(difference <= largest)) {
        largest = difference;
      }
    }
    return largest;
  }
}
