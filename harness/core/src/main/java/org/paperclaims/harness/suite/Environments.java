package org.paperclaims.harness.suite;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.paperclaims.harness.run.RunRecord;

/** The environments of a suite's runs, taken together. */
final class Environments {
  private static final String BETWEEN = ", ";

  private Environments() {}

  /**
   * Give the environment of runs, by name in alphabetical order: the value that all share, or every
   * value once, in alphabetical order. {@code dirty} is true if one run was. It rests on the
   * records alone, so that the same records give the same report wherever it is written.
   */
  static Map<String, String> of(Collection<RunRecord> runs) {
    Map<String, TreeSet<String>> values = new TreeMap<>();
    for (RunRecord run : runs) {
      if (run.spec().madeElsewhere()) {
        // It ran on a machine that nobody here knows, and its record says where it was told.
        continue;
      }
      run.environment()
          .forEach((name, value) -> values.computeIfAbsent(name, n -> new TreeSet<>()).add(value));
    }
    Map<String, String> together = new TreeMap<>();
    values.forEach(
        (name, all) ->
            together.put(
                name,
                name.equals("dirty")
                    ? Boolean.toString(all.contains("true"))
                    : String.join(BETWEEN, all)));
    return together;
  }
}
