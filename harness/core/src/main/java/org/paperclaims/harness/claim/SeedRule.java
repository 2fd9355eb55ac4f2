package org.paperclaims.harness.claim;

import java.util.List;

/**
 * When the runs over seeds may be looked at, declared in the record before the first run. Looking,
 * adding seeds and looking again without such a rule makes a lucky verdict more likely than alpha.
 */
public sealed interface SeedRule {
  /** All declared seeds are run and judged once. */
  record Fixed() implements SeedRule {}

  /**
   * The runs may be judged after each of several numbers of seeds, at bounds that spend alpha over
   * the looks (Lan and DeMets, Biometrika 1983) in the way of O'Brien and Fleming: almost nothing
   * at first, nearly all of it at the last look.
   *
   * @param looks numbers of seeds, rising; the last is the number of seeds declared
   */
  record ObrienFleming(List<Integer> looks) implements SeedRule {
    public ObrienFleming {
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
  }
}
