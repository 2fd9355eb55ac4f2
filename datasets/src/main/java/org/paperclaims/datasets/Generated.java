package org.paperclaims.datasets;

/** The common part of generated data sets. */
final class Generated {
  private Generated() {}

  /** The parts of a generated data set; no two share an example. */
  enum Part {
    TRAIN(0),
    TEST(1),
    VALIDATION(2);

    private final int key;

    Part(int key) {
      this.key = key;
    }

    /** Give the number that the part's draws are keyed by. */
    int key() {
      return key;
    }
  }

  /**
   * Give how many examples a part has.
   *
   * @param wanted 0 for the usual number
   */
  static int count(String name, String part, int wanted, int usual, int most) {
    if (wanted < 0 || wanted > most) {
      throw new DatasetException(
          name
              + " gives 1 to "
              + most
              + " "
              + part
              + " examples, not "
              + wanted
              + "; 0 means "
              + usual);
    }
    return wanted == 0 ? usual : wanted;
  }
}
