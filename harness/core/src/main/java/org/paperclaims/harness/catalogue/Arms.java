package org.paperclaims.harness.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.claim.Criterion;

/**
 * The arms that a record writes: for each name the fields of the tier that it writes over.
 *
 * @param members in the record's order
 * @param variable where a trend says over which of the tier's fields it runs
 */
record Arms(Map<String, YamlNode.Mapping> members, Optional<YamlNode.Scalar> variable) {
  private static final String FIELDS =
      "a mapping of the tier's fields that it writes over, such as {erase: last@100%}; {} for none";

  /** Read the fields that the kind of the criterion asks for. */
  static Arms read(RecordFields fields, Criterion criterion, YamlNode criterionNode) {
    if (criterion instanceof Criterion.Level) {
      return new Arms(named(fields, "treatment"), Optional.empty());
    }
    if (criterion instanceof Criterion.Checkpoint) {
      // The tier names the model itself, and there is nothing to compare it with.
      return new Arms(
          Map.of("checkpoint", new YamlNode.Mapping(criterionNode.place(), Map.of())),
          Optional.empty());
    }
    if (criterion instanceof Criterion.Ordering ordering) {
      Map<String, YamlNode.Mapping> arms = written(fields, 2, Integer.MAX_VALUE, "two or more");
      if (!arms.containsKey(ordering.best())) {
        throw criterionNode
            .place()
            .refuse(
                "field 'best': found '"
                    + YamlNode.brief(ordering.best())
                    + "', allowed an arm: "
                    + String.join(", ", arms.keySet()));
      }
      return new Arms(arms, Optional.empty());
    }
    if (!(criterion instanceof Criterion.Trend)) {
      return new Arms(named(fields, "control", "treatment"), Optional.empty());
    }
    String allowed = "the tier's field whose list is the levels, such as depth or images";
    YamlNode node = fields.required("variable", allowed);
    fields.text("variable", node, allowed);
    Optional<YamlNode.Scalar> variable = Optional.of((YamlNode.Scalar) node);
    return fields.has("arms")
        ? new Arms(
            written(fields, 1, 1, "one, which is run at each level; or control and treatment"),
            variable)
        : new Arms(named(fields, "control", "treatment"), variable);
  }

  private static Map<String, YamlNode.Mapping> named(RecordFields fields, String... names) {
    Map<String, YamlNode.Mapping> arms = new LinkedHashMap<>();
    for (String name : names) {
      arms.put(name, mapping(name, fields.required(name, FIELDS)));
    }
    return arms;
  }

  private static Map<String, YamlNode.Mapping> written(
      RecordFields fields, int least, int most, String allowed) {
    RecordFields arms =
        RecordFields.of(
            "arms", fields.required("arms", "named arms, each " + FIELDS), "arms (name: fields)");
    Map<String, YamlNode.Mapping> members = new LinkedHashMap<>();
    for (String name : arms.names()) {
      members.put(name, mapping(name, arms.required(name, FIELDS)));
    }
    if (members.size() < least || members.size() > most) {
      throw arms.place()
          .refuse("field 'arms': found " + List.copyOf(members.keySet()) + ", allowed " + allowed);
    }
    return members;
  }

  private static YamlNode.Mapping mapping(String name, YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    throw RecordFields.refuse(name, node, FIELDS);
  }
}
