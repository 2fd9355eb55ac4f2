package org.paperclaims.harness.catalogue;

import java.util.ArrayList;
import java.util.List;

/** Reads the levels of a trend: the list of the tier's field that is its variable. */
final class Levels {
  private static final String ALLOWED = "3 to 7 rising numbers such as [8, 20, 32]";

  private Levels() {}

  static List<YamlNode.Scalar> read(RecordFields tier, String variable) {
    YamlNode node = tier.required(variable, ALLOWED);
    List<YamlNode.Scalar> levels = new ArrayList<>();
    double last = Double.NEGATIVE_INFINITY;
    for (YamlNode item : RecordFields.items(variable, node, ALLOWED)) {
      double level = RecordFields.number(variable, item, 0, 1e9);
      if (level <= last || !(item instanceof YamlNode.Scalar scalar)) {
        throw RecordFields.refuse(variable, item, ALLOWED);
      }
      last = level;
      levels.add(scalar);
    }
    if (levels.size() < 3 || levels.size() > 7) {
      throw RecordFields.refuse(variable, node, ALLOWED);
    }
    return List.copyOf(levels);
  }

  /** Give the number that a level is. */
  static double number(YamlNode.Scalar level) {
    return Double.parseDouble(level.text());
  }
}
