package org.paperclaims.datasets;

/**
 * Random numbers fixed by a key: SplitMix64 (Steele, Lea and Flood 2014) from a mixed key. Written
 * out here because the draws are part of what a run's fingerprint stands for, and the JDK promises
 * the same numbers for no generator but the weakest. Used by one thread.
 */
final class Draws {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private long state;

  private Draws(long state) {
    this.state = state;
  }

  /** Make the draws of a key of four numbers, whose order counts. */
  static Draws of(long a, long b, long c, long d) {
    return new Draws(mix(mix(mix(mix(a + GOLDEN) ^ b) + GOLDEN ^ c) + GOLDEN ^ d));
  }

  long nextLong() {
    return mix(state += GOLDEN);
  }

  /** Draw from 0 to bound - 1; the bias of at most bound / 2^32 is of no matter here. */
  int below(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** Draw from [0, 1). */
  double uniform() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Draw from [low, high). */
  double between(double low, double high) {
    return low + (high - low) * uniform();
  }

  boolean coin() {
    return nextLong() < 0;
  }

  /** Draw from the standard normal (Box and Muller 1958), to the same bits on every JVM. */
  double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  /** Give the numbers from 0 to size - 1 in random order (Fisher and Yates). */
  int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = below(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
