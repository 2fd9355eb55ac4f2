package org.paperclaims.harness.judge;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.run.Protocol;

/**
 * The looks that records declare: the p that each asks for, and the refusal of numbers of seeds
 * that are chosen because of what was seen, more or fewer. The luckiest of several numbers shows
 * what is not there more often than alpha says.
 */
public final class Looks {
  private Looks() {}

  /**
   * Give the p that is asked for at a number of seeds.
   *
   * @param alpha what the case has of alpha over all looks
   * @return {@code alpha} itself where the record declares no look there
   */
  public static double asked(ClaimCase claimCase, int seeds, double alpha) {
    return Look.of(claimCase, seeds).map(look -> look.asked(alpha)).orElse(alpha);
  }

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
    if (claimCase.protocol() == Protocol.GIVEN) {
      // A given model has no seeds, and its verdicts count test images.
      return Optional.empty();
    }
    int now = claimCase.seeds().size();
    List<Integer> others =
        judged.stream().filter(n -> n > 0 && n != now).distinct().sorted().toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    String before = claimCase.name() + " was judged on " + others + " seeds before, ";
    if (claimCase.seedRule() instanceof SeedRule.Looks rule) {
      if (!rule.looks().containsAll(others)) {
        return Optional.of(
            before
                + "but its record declares looks at "
                + rule.looks()
                + ": use another results folder with seeds that were not run before, or declare the"
                + " looks before the first run.");
      }
      return others.stream().allMatch(n -> n < now)
          ? Optional.empty()
          : Optional.of(before + "and would now be on " + now + ": a look is not taken back.");
    }
    return Optional.of(
        before
            + "and would now be on "
            + now
            + ": choosing the number of seeds after looking makes a lucky verdict more likely. Ask"
            + " for the same number with claims.seeds, declare seeds: {looks: [...], spending:"
            + " obrien-fleming} in the record before its first run, or declare seeds that nobody has"
            + " seen, seeds: ["
            + unseen(claimCase, others, now)
            + "], and start another results folder with them.");
  }

  /** Write so many seeds after the largest that a verdict may have rested on. */
  private static String unseen(ClaimCase claimCase, List<Integer> judged, int count) {
    long last =
        judged.stream()
            .flatMap(n -> claimCase.withSeeds(n).seeds().stream())
            .mapToLong(Long::longValue)
            .max()
            .orElse(0);
    List<String> all =
        LongStream.rangeClosed(last + 1, last + count).mapToObj(Long::toString).toList();
    return all.size() <= 4
        ? String.join(", ", all)
        : all.get(0) + ", " + all.get(1) + ", ..., " + all.get(all.size() - 1);
  }
}
