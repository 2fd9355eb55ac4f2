package org.paperclaims.harness.suite;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one list of properties that begin with {@code claims.} or {@code datasets.}. A misspelt one
 * would otherwise be passed over, and something else be run than was asked for.
 */
public final class SettingNames {
  private static final List<String> KNOWN =
      Stream.of(
              "claims.catalogues",
              "claims.engine",
              "claims.include",
              "claims.isolate",
              "claims.jvm.args",
              "claims.mode",
              "claims.report",
              "claims.results",
              "claims.root",
              "claims.seeds",
              "claims.shard",
              "claims.skip",
              "claims.strict",
              "claims.threads",
              "claims.tier",
              "claims.torch.graphs",
              "claims.workers",
              "datasets.dir",
              "datasets.mutations")
          .toList();

  private SettingNames() {}

  /**
   * Refuse a property that nobody reads.
   *
   * @param properties all that are set, of any kind
   * @throws SettingsException if one of ours is unknown; names the nearest one that is known
   */
  public static void refuseUnknown(Collection<String> properties) {
    for (String name : properties.stream().sorted().toList()) {
      boolean ours = name.matches("(?i)(claims?|datasets?)\\..*");
      if (ours && !KNOWN.contains(name)) {
        throw new SettingsException(
            "there is no property %s; the nearest is %s, and known are %s"
                .formatted(name, nearest(name), String.join(", ", KNOWN)));
      }
    }
  }

  private static String nearest(String name) {
    return KNOWN.stream().min(Comparator.comparingInt(known -> distance(name, known))).orElse("");
  }

  /** Count the letters to be put in, taken out or changed (Levenshtein 1966). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
