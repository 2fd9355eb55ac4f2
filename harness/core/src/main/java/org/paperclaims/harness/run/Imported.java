package org.paperclaims.harness.run;

import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Runs that were made elsewhere and are known by what a file tells of them. They are a set: records
 * ask for it by its name, and judge all of its runs or none.
 *
 * @param name of the set, such as {@code wrn-40-4}; empty for a run that is made here
 */
public record Imported(String name) {
  /** No set: the run is made here. */
  public static final Imported NONE = new Imported("");

  /** The words of a name, for messages. */
  public static final String ALLOWED =
      "a name of 1 to 100 letters, digits, spaces and signs without quotes and backslashes";

  /** In a record's environment: how many runs the set has. */
  public static final String RUNS = "runs imported together";

  /** In a record's environment: the name of the file that told of the run. */
  public static final String FILE = "file";

  /** In a record's environment: the SHA-256 of that file. */
  public static final String SHA256 = "SHA-256 of the file";

  /** In a record's environment: the name that the run has in the file. */
  public static final String RUN = "run in the file";

  /** In a record's environment, where its seed is no seed but a count of runs. */
  public static final String COUNTED = "seed";

  /** In a record's environment: how it was repeated here, if it was. */
  public static final String REPEATED = "repeated here";

  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\"\\\\<>]{1,100}");

  /** Tell whether a text can name a set of runs. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches()
        && text.equals(text.strip())
        && ShownText.name(text).equals(text);
  }

  /** Tell whether a run's seed only counts runs, so that no run of another arm is its pair. */
  public static boolean isCounted(Map<String, String> environment) {
    return environment.containsKey(COUNTED);
  }

  /** Give how many runs the set of a run has, as its record says. */
  public static OptionalInt runs(Map<String, String> environment) {
    String runs = environment.getOrDefault(RUNS, "");
    return runs.matches("\\d{1,9}") ? OptionalInt.of(Integer.parseInt(runs)) : OptionalInt.empty();
  }
}
