package org.paperclaims.harness.claim;

import java.util.List;
import java.util.OptionalDouble;
import org.paperclaims.harness.stats.Spending;

/**
 * When the runs over seeds may be looked at, declared in the record before the first run. Looking,
 * adding seeds and looking again without such a rule makes a lucky verdict more likely than alpha.
 */
public sealed interface SeedRule {
  /** All declared seeds are run and judged once. */
  record Fixed() implements SeedRule {}

  /**
   * The runs are judged after each of several numbers of seeds, at bounds that spend alpha over the
   * looks, and the next seeds are run only while a case is open.
   *
   * @param looks numbers of seeds, rising; the last is the number of seeds declared
   * @param spending how fast alpha is spent
   * @param futility a case is left open, with no further seeds, at a look after which a verdict by
   *     the last one has a smaller chance than this, above 0 and at most 0.5; none where every case
   *     goes on. It binds nobody: the bounds do not count on it
   */
  record Looks(List<Integer> looks, Spending spending, OptionalDouble futility)
      implements SeedRule {
    public Looks {
      looks = List.copyOf(looks);
      if (looks.size() < 2 || looks.get(0) < 2) {
        throw new IllegalArgumentException(
            "at least two looks, the first after at least 2 seeds, found " + looks);
      }
      for (int i = 1; i < looks.size(); i++) {
        if (looks.get(i) <= looks.get(i - 1)) {
          throw new IllegalArgumentException("the numbers of seeds of looks rise, found " + looks);
        }
      }
    }

    /** Declare looks that leave no case for futility. */
    public Looks(List<Integer> looks, Spending spending) {
      this(looks, spending, OptionalDouble.empty());
    }

    /** Give the number of seeds of the last look. */
    public int last() {
      return looks.get(looks.size() - 1);
    }
  }
}
