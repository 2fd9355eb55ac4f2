package org.paperclaims.datasets;

/**
 * A file's bytes, altered in one to four places: each place gets another value, or is copied over
 * from elsewhere, or loses what follows it.
 */
final class Mutations {
  /** How many to try of each format; the property {@code fuzz.mutations}. */
  static final int COUNT = Integer.getInteger("fuzz.mutations", 500);

  private final byte[] whole;
  private final Draws draws;

  Mutations(byte[] whole, long seed) {
    this.whole = whole;
    this.draws = Draws.of(seed, whole.length, 1, 1);
  }

  /** Give the next one, which differs from the whole. */
  byte[] next() {
    byte[] mutated = whole.clone();
    for (int n = draws.below(4); n >= 0; n--) {
      int place = draws.below(mutated.length);
      switch (draws.below(8)) {
        case 0 -> {
          int from = draws.below(mutated.length);
          int length = draws.below(1 + Math.min(64, mutated.length - Math.max(from, place)));
          System.arraycopy(mutated, from, mutated, place, length);
        }
        case 1 -> mutated = java.util.Arrays.copyOf(mutated, 1 + place);
        case 2, 3 -> mutated[place] = (byte) draws.below(256);
        default -> mutated[place] ^= (byte) (1 << draws.below(8));
      }
    }
    return java.util.Arrays.equals(mutated, whole) ? next() : mutated;
  }
}
