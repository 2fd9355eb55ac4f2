package org.paperclaims.harness.suite;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperclaims.architectures.spec.Nearest;
import org.paperclaims.harness.claim.InCatalogue;

/** The ids of claims, for messages about one that does not exist. */
public final class ClaimIds {
  /** More guesses than these would be a list again. */
  private static final int GUESSES = 3;

  private ClaimIds() {}

  /**
   * Say what an id or a glob may have been meant to be, and where all ids are.
   *
   * @param asked that fits no claim, such as {@code last-relu} or {@code vg/*}
   */
  public static String advice(String asked, List<? extends InCatalogue> claims) {
    List<String> meant = guesses(asked, claims);
    return (meant.isEmpty() ? "" : "did you mean " + String.join(" or ", meant) + "? ")
        + "`claims list` shows all %d claims; all of a catalogue are CATALOGUE/*, of %s"
            .formatted(
                claims.size(),
                claims.stream()
                    .map(InCatalogue::catalogue)
                    .distinct()
                    .collect(Collectors.joining(", ")));
  }

  /** Give the names that begin with what was asked, or have it in them, or are a slip away. */
  private static List<String> guesses(String asked, List<? extends InCatalogue> claims) {
    String wanted = asked.toLowerCase(Locale.ROOT);
    boolean ofCatalogue = wanted.contains("/");
    String word = ofCatalogue ? wanted : wanted.replaceAll("[*?]", "");
    Stream<String> names =
        ofCatalogue
            ? claims.stream().flatMap(c -> Stream.of(c.catalogue() + "/*", named(c)))
            : claims.stream().map(InCatalogue::id);
    return names
        .distinct()
        .filter(name -> rank(word, name) < Integer.MAX_VALUE)
        .sorted(
            Comparator.<String>comparingInt(name -> rank(word, name))
                .thenComparing(Comparator.naturalOrder()))
        .limit(GUESSES)
        .toList();
  }

  private static String named(InCatalogue claim) {
    return claim.catalogue() + "/" + claim.id();
  }

  private static int rank(String word, String name) {
    if (word.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    int distance = Nearest.distance(word, name);
    if (distance <= Math.max(1, word.length() / 5)) {
      return distance;
    }
    int at = name.indexOf(word);
    return word.length() < 3 || at < 0 ? Integer.MAX_VALUE : 100 + Math.min(at, 1);
  }
}
