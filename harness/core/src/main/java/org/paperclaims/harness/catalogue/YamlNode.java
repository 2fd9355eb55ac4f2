package org.paperclaims.harness.catalogue;

import java.util.List;
import java.util.Map;

/** A piece of a catalogue that knows where it stands. */
sealed interface YamlNode {
  /** Give where it starts. */
  Place place();

  /** Say what it is, to somebody who wrote it by mistake. */
  String described();

  /** Give a text, or its beginning: a message is for reading, whatever was found. */
  static String brief(String text) {
    return text.length() <= 100
        ? text
        : text.substring(0, 100) + "… (" + text.length() + " characters)";
  }

  /** A place in a file; lines and columns from 1 on. */
  record Place(String file, int line, int column) {
    private static final int LONGEST = 1_000;

    CatalogueException refuse(String problem) {
      return new CatalogueException(file, line, column, shortened(problem));
    }

    /** Leave out the middle of a problem that lists what somebody wrote a thousand times. */
    private static String shortened(String problem) {
      return problem.length() <= LONGEST
          ? problem
          : problem.substring(0, LONGEST / 2)
              + " … "
              + problem.substring(problem.length() - LONGEST / 2);
    }
  }

  /** A word, a number or a text; empty for nothing. */
  record Scalar(Place place, String text) implements YamlNode {
    @Override
    public String described() {
      return text.isEmpty() ? "nothing" : "'" + brief(text) + "'";
    }
  }

  /** A list. */
  record Sequence(Place place, List<YamlNode> items) implements YamlNode {
    @Override
    public String described() {
      return items.isEmpty() ? "an empty list" : "a list";
    }
  }

  /** Fields by name, in the order of the file. */
  record Mapping(Place place, Map<String, Field> fields) implements YamlNode {
    @Override
    public String described() {
      return "fields " + brief(String.join(", ", fields.keySet()));
    }
  }

  /**
   * A field of a mapping.
   *
   * @param key where its name stands
   */
  record Field(Place key, YamlNode value) {}
}
