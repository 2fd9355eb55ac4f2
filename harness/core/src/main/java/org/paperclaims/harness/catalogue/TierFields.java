package org.paperclaims.harness.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The fields that a tier may have, and which of them an arm may write over. A tier and its arms may
 * also have names of the record's own, which some {@code <name>} uses.
 */
final class TierFields {
  /** A name that stands for the value of a field. */
  static final Pattern NAME = Pattern.compile("<([A-Za-z][A-Za-z0-9_]*)>");

  /** The fields that all arms share: pairs meet the same test images with the same seeds. */
  private static final List<String> SHARED =
      List.of(
          "protocol",
          "dataset",
          "test_images",
          "pixels",
          "validation",
          "seeds",
          "known_deviation",
          "mixed");

  private static final List<String> OVER = over();

  /** Fields whose list is their value. */
  private static final Set<String> LISTS = Set.of("augmentation", "seeds", "known_deviation");

  private final Set<String> used = new LinkedHashSet<>();

  TierFields(YamlNode.Mapping tier, Arms arms) {
    use(tier);
    arms.members().values().forEach(this::use);
  }

  private static List<String> over() {
    List<String> names =
        new ArrayList<>(List.of("architecture", "erase", "images", "metric", "model", "imported"));
    names.addAll(RecipeReader.FIELDS);
    return List.copyOf(names);
  }

  private void use(YamlNode.Mapping mapping) {
    mapping.fields().values().forEach(f -> use(f.value()));
  }

  private void use(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      NAME.matcher(scalar.text()).results().map(m -> m.group(1)).forEach(used::add);
    } else if (node instanceof YamlNode.Sequence sequence) {
      sequence.items().forEach(this::use);
    } else if (node instanceof YamlNode.Mapping mapping) {
      use(mapping);
    }
  }

  /** Give the names that stand in a text. */
  static List<MatchResult> names(String text) {
    return NAME.matcher(text).results().toList();
  }

  /** Tell whether a list is the field's value and makes no cases. */
  static boolean isList(String field) {
    return LISTS.contains(field);
  }

  /** Refuse fields of a tier that mean nothing. */
  void checkTier(String what, YamlNode.Mapping tier) {
    List<String> known = new ArrayList<>(OVER);
    known.addAll(SHARED);
    check(what, tier, known);
  }

  /** Refuse fields that an arm must not write over, and lists. */
  void checkArm(String name, YamlNode.Mapping arm) {
    for (Map.Entry<String, YamlNode.Field> entry : arm.fields().entrySet()) {
      String field = entry.getKey();
      if (SHARED.contains(field)) {
        throw entry
            .getValue()
            .key()
            .refuse(
                "field '%s': found in the arm '%s', allowed in the tier alone: arms meet the same test images with the same seeds"
                    .formatted(field, YamlNode.brief(name)));
      }
      if (entry.getValue().value() instanceof YamlNode.Sequence && !isList(field)) {
        throw RecordFields.refuse(
            field, entry.getValue().value(), "one value in an arm; a list stands in the tier");
      }
    }
    check("the arm '" + YamlNode.brief(name) + "'", arm, OVER);
  }

  private void check(String what, YamlNode.Mapping mapping, List<String> known) {
    for (Map.Entry<String, YamlNode.Field> entry : mapping.fields().entrySet()) {
      String field = entry.getKey();
      if (!known.contains(field) && !used.contains(field)) {
        throw entry
            .getValue()
            .key()
            .refuse(
                "field '%s': found in %s, where no <%s> uses it, allowed %s%s"
                    .formatted(
                        field,
                        what,
                        YamlNode.brief(field),
                        String.join(", ", known),
                        RecordFields.meant(field, known)));
      }
    }
  }

  /** Refuse a variable that no arm could follow. */
  void checkVariable(YamlNode.Scalar variable) {
    String name = variable.text();
    if (SHARED.contains(name) || !(OVER.contains(name) || used.contains(name))) {
      throw RecordFields.refuse(
          "variable",
          variable,
          "a field that arms may write over ("
              + String.join(", ", OVER)
              + "), or a name that some <name> of the tier or its arms uses");
    }
  }
}
