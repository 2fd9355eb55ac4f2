package org.paperclaims.harness.claim;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Refuses seeds that are added because of what was seen. */
public final class Looks {
  private Looks() {}

  /**
   * Say why a case may not be judged, given how often it was judged before.
   *
   * @param claimCase with the seeds that it would now be judged on
   * @param judged numbers of seeds of the verdicts already recorded for the same case, which had a
   *     verdict other than INVALID
   * @return empty if nothing speaks against it: it was never judged, on the same number of seeds,
   *     or as its rule declares
   */
  public static Optional<String> refusal(ClaimCase claimCase, Collection<Integer> judged) {
    int now = claimCase.seeds().size();
    List<Integer> fewer =
        judged.stream().filter(n -> n > 0 && n < now).distinct().sorted().toList();
    if (fewer.isEmpty()) {
      return Optional.empty();
    }
    if (claimCase.seedRule() instanceof SeedRule.ObrienFleming rule) {
      return rule.looks().containsAll(fewer)
          ? Optional.empty()
          : Optional.of(
              claimCase.name()
                  + " was judged on "
                  + fewer
                  + " seeds, but its record declares looks at "
                  + rule.looks()
                  + ": use another results folder, or declare the looks before the first run.");
    }
    return Optional.of(
        claimCase.name()
            + " was judged on "
            + fewer
            + " seeds before, and would now be on "
            + now
            + ": adding seeds after looking makes a lucky verdict more likely. Declare"
            + " seeds: {looks: [...], spending: obrien-fleming} in the record, or start a results"
            + " folder anew with "
            + now
            + " seeds.");
  }
}
