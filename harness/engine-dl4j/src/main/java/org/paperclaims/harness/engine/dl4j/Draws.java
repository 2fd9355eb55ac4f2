package org.paperclaims.harness.engine.dl4j;

/**
 * Random numbers as a pure function of the seed, the training step, the node and the position, so
 * that neither threads nor a resumed run change them.
 */
final class Draws {
  private Draws() {}

  /** Make the key of a node's numbers in one step. */
  static long key(long seed, long step, int node) {
    return mix(mix(mix(seed) + step) + node);
  }

  /** Draw uniformly from [0, 1). */
  static float uniform(long key, long position) {
    return (mix(key + position) >>> 40) * 0x1p-24f;
  }

  /** Scramble by the finaliser of SplitMix64 (Steele et al. 2014). */
  private static long mix(long z) {
    z += 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
