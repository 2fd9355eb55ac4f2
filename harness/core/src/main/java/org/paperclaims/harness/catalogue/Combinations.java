package org.paperclaims.harness.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Multiplies the lists of a tier: one tier without lists for each combination of their items. The
 * architecture changes slowest, then the data set, then the other fields in the order of the file.
 */
final class Combinations {
  private static final int MOST = 1_000;

  private Combinations() {}

  /**
   * One combination.
   *
   * @param tier with one item in place of each list
   * @param chosen the fields that were lists
   */
  record Combination(YamlNode.Mapping tier, List<String> chosen) {}

  /**
   * Multiply.
   *
   * @param variable the field whose list is a trend's levels and stays
   */
  static List<Combination> of(YamlNode.Mapping tier, Optional<String> variable) {
    List<String> lists = new ArrayList<>();
    for (String first : List.of("architecture", "dataset")) {
      if (tier.fields().containsKey(first)) {
        lists.add(first);
      }
    }
    tier.fields().keySet().stream().filter(f -> !lists.contains(f)).forEach(lists::add);
    lists.removeIf(
        f ->
            TierFields.isList(f)
                || variable.equals(Optional.of(f))
                || !(value(tier, f) instanceof YamlNode.Sequence));
    List<YamlNode.Mapping> tiers = List.of(tier);
    for (String field : lists) {
      List<YamlNode> items = items(tier, field);
      if ((long) tiers.size() * items.size() > MOST) {
        throw tier.place()
            .refuse(
                "field '"
                    + field
                    + "': found lists that make more than "
                    + MOST
                    + " cases, allowed "
                    + MOST);
      }
      List<YamlNode.Mapping> next = new ArrayList<>();
      for (YamlNode.Mapping before : tiers) {
        items.forEach(item -> next.add(with(before, field, item)));
      }
      tiers = next;
    }
    return tiers.stream().map(t -> new Combination(t, lists)).toList();
  }

  private static YamlNode value(YamlNode.Mapping tier, String field) {
    return Objects.requireNonNull(tier.fields().get(field)).value();
  }

  private static List<YamlNode> items(YamlNode.Mapping tier, String field) {
    List<YamlNode> items = RecordFields.items(field, value(tier, field), "values");
    Set<String> seen = new HashSet<>();
    for (YamlNode item : items) {
      if (!(item instanceof YamlNode.Scalar scalar)) {
        throw RecordFields.refuse(field, item, "one value for each case");
      }
      if (!seen.add(scalar.text())) {
        throw RecordFields.refuse(field, item, "each " + field + " once");
      }
    }
    return items;
  }

  /** Give a tier with another value of a field. */
  static YamlNode.Mapping with(YamlNode.Mapping tier, String field, YamlNode value) {
    Map<String, YamlNode.Field> fields = new LinkedHashMap<>(tier.fields());
    YamlNode.Field before = fields.get(field);
    fields.put(field, new YamlNode.Field(before == null ? value.place() : before.key(), value));
    return new YamlNode.Mapping(tier.place(), fields);
  }
}
