package org.paperclaims.testing;

/**
 * A statement that is checked on many random examples. The examples are the same ones in every
 * build, so that a test that passed once passes again; other and more examples are asked for by the
 * system properties {@value #SEED} and {@value #TRIES}.
 */
public final class Property {
  /** Names the seed of the first example; the examples after it have the seeds that follow. */
  public static final String SEED = "properties.seed";

  /** Names the number of examples, in place of the numbers that tests give. */
  public static final String TRIES = "properties.tries";

  private Property() {}

  /** One example: draws its values, and throws if the property does not hold for them. */
  @FunctionalInterface
  public interface Example {
    /** Check the property on values that are drawn here. */
    void check(Draw draw) throws Exception;
  }

  /**
   * Check a property on a number of examples, until one of them breaks it.
   *
   * @throws AssertionError if an example breaks it, with its seed and the values that it drew
   */
  public static void holds(int tries, Example example) {
    long first = Long.getLong(SEED, 0);
    int count = Integer.getInteger(TRIES, tries);
    for (int i = 0; i < count; i++) {
      check(first + i, example);
    }
  }

  private static void check(long seed, Example example) {
    Draw draw = new Draw(seed);
    try {
      example.check(draw);
    } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(
          "%s%nBroken by the example of seed %d, which drew %s.%nRun it alone by -D%s=%d -D%s=1"
              .formatted(e, seed, draw, SEED, seed, TRIES),
          e);
    }
  }
}
