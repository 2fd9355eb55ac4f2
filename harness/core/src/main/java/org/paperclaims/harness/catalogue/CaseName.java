package org.paperclaims.harness.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The name that tells a case from the claim's others: its architecture, its data set, and the
 * values that it has of the tier's other lists, such as {@code resnet-D-w4, cifar10, width 8}.
 *
 * @param architecture in canonical form, with a letter for a trend's variable; empty if the tier
 *     names none
 */
record CaseName(Optional<String> architecture, String dataset, String text) {
  static CaseName of(Combinations.Combination combination, Optional<String> variable) {
    YamlNode.Mapping tier = combination.tier();
    YamlNode.Mapping filled =
        Filling.of(
            variable
                .map(v -> Combinations.with(tier, v, new YamlNode.Scalar(tier.place(), letter(v))))
                .orElse(tier));
    Optional<String> architecture =
        scalar(filled, "architecture")
            .map(
                node -> uses(tier, variable) ? node.text() : Specs.architecture(node, node.text()));
    String dataset =
        Specs.dataset(new RecordFields(filled, "a tier").required("dataset", "a data set"));
    List<String> parts = new ArrayList<>();
    architecture.ifPresent(parts::add);
    parts.add(dataset);
    String written = scalar(tier, "architecture").map(YamlNode.Scalar::text).orElse("");
    for (String field : combination.chosen()) {
      boolean said =
          field.equals("architecture")
              || field.equals("dataset")
              || written.contains("<" + field + ">");
      if (!said) {
        parts.add(field + " " + scalar(filled, field).map(YamlNode.Scalar::text).orElse(""));
      }
    }
    return new CaseName(architecture, dataset, String.join(", ", parts));
  }

  /** Tell whether the architecture follows the variable, directly or through another name. */
  private static boolean uses(YamlNode.Mapping tier, Optional<String> variable) {
    if (variable.isEmpty()) {
      return false;
    }
    YamlNode.Scalar one = new YamlNode.Scalar(tier.place(), "1");
    YamlNode.Scalar two = new YamlNode.Scalar(tier.place(), "2");
    return !text(tier, variable.get(), one).equals(text(tier, variable.get(), two));
  }

  private static Optional<String> text(YamlNode.Mapping tier, String variable, YamlNode level) {
    return scalar(Filling.of(Combinations.with(tier, variable, level)), "architecture")
        .map(YamlNode.Scalar::text);
  }

  private static String letter(String variable) {
    return variable.substring(0, 1).toUpperCase(Locale.ROOT);
  }

  private static Optional<YamlNode.Scalar> scalar(YamlNode.Mapping mapping, String field) {
    return Optional.ofNullable(mapping.fields().get(field))
        .map(YamlNode.Field::value)
        .filter(YamlNode.Scalar.class::isInstance)
        .map(YamlNode.Scalar.class::cast);
  }
}
