package org.paperclaims.harness.catalogue;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.paperclaims.architectures.spec.Nearest;

/**
 * The fields of one mapping of a record, read strictly: a field is missing, wrong, or taken exactly
 * once, and {@link #end} refuses those that nobody took.
 */
final class RecordFields {
  private static final int MAX_ITEMS = 1_000;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+([.]\\d*)?|[.]\\d+)([eE][+-]?\\d+)?");
  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,10}");

  private final YamlNode.Mapping mapping;
  private final String what;
  private final YamlNode.Mapping fallback;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * @param what the mapping is, such as {@code a criterion}
   */
  RecordFields(YamlNode.Mapping mapping, String what) {
    this(mapping, what, new YamlNode.Mapping(mapping.place(), Map.of()));
  }

  private RecordFields(YamlNode.Mapping mapping, String what, YamlNode.Mapping fallback) {
    this.mapping = mapping;
    this.what = what;
    this.fallback = fallback;
  }

  /** Give the same fields, and those of another mapping where these lack one. */
  RecordFields over(YamlNode.Mapping other) {
    return new RecordFields(mapping, what, other);
  }

  /** Take a node as a mapping. */
  static RecordFields of(String field, YamlNode node, String what) {
    if (node instanceof YamlNode.Mapping mapping) {
      return new RecordFields(mapping, what);
    }
    throw refuse(field, node, what + " with its fields");
  }

  /** Make the refusal of a field's value. */
  static CatalogueException refuse(String field, YamlNode node, String allowed) {
    return node.place()
        .refuse("field '" + field + "': found " + node.described() + ", allowed " + allowed);
  }

  /** Make the refusal of the value of a field, or of its absence. */
  CatalogueException refuse(String field, String allowed) {
    return refuse(field, required(field, allowed), allowed);
  }

  YamlNode.Place place() {
    return mapping.place();
  }

  boolean has(String field) {
    known.add(field);
    return written(field) || fallback.fields().containsKey(field);
  }

  /** Tell whether the record itself has a field, and not only what it falls back to. */
  boolean written(String field) {
    return mapping.fields().containsKey(field);
  }

  /** Give the names, in the order of the file; all count as known. */
  Set<String> names() {
    known.addAll(mapping.fields().keySet());
    return mapping.fields().keySet();
  }

  Optional<YamlNode> optional(String field) {
    known.add(field);
    YamlNode.Field found = mapping.fields().get(field);
    return Optional.ofNullable(found == null ? fallback.fields().get(field) : found)
        .map(YamlNode.Field::value);
  }

  /** Give a field that must be there. */
  YamlNode required(String field, String allowed) {
    return optional(field).orElseThrow(() -> missing(field, allowed));
  }

  CatalogueException missing(String field, String allowed) {
    return mapping
        .place()
        .refuse("field '" + field + "': found nothing in " + what + ", allowed " + allowed);
  }

  String text(String field, String allowed) {
    return text(field, required(field, allowed), allowed);
  }

  String text(String field, YamlNode node, String allowed) {
    if (node instanceof YamlNode.Scalar scalar && !scalar.text().isEmpty()) {
      return scalar.text();
    }
    throw refuse(field, node, allowed);
  }

  Optional<String> optionalText(String field, String allowed) {
    return optional(field).map(node -> text(field, node, allowed));
  }

  /** Read the names that a field lists; none where it is left out. */
  List<String> texts(String field) {
    return optional(field).map(node -> items(field, node, "names")).orElse(List.of()).stream()
        .map(item -> text(field, item, "a name"))
        .toList();
  }

  /** Read a constant by the name that records write. */
  <E> E oneOf(String field, E[] values, Function<E, String> id) {
    return oneOf(field, required(field, ids(values, id)), values, id);
  }

  <E> E oneOf(String field, YamlNode node, E[] values, Function<E, String> id) {
    String allowed = ids(values, id);
    String found = text(field, node, allowed);
    return Arrays.stream(values)
        .filter(v -> id.apply(v).equals(found))
        .findFirst()
        .orElseThrow(() -> refuse(field, node, allowed + meant(found, all(values, id))));
  }

  /** Ask whether a word was meant to be one of a few, where it is near; else say nothing. */
  static String meant(String found, Collection<String> allowed) {
    return Nearest.meant(found, allowed).map(word -> "; did you mean '" + word + "'?").orElse("");
  }

  private static <E> List<String> all(E[] values, Function<E, String> id) {
    return Arrays.stream(values).map(id).toList();
  }

  private static <E> String ids(E[] values, Function<E, String> id) {
    return String.join(", ", all(values, id));
  }

  OptionalDouble number(String field, double least, double most) {
    Optional<YamlNode> node = optional(field);
    return node.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(number(field, node.get(), least, most));
  }

  static double number(String field, YamlNode node, double least, double most) {
    String allowed = "a number from " + shortest(least) + " to " + shortest(most);
    if (node instanceof YamlNode.Scalar scalar && NUMBER.matcher(scalar.text()).matches()) {
      double value = Double.parseDouble(scalar.text());
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw refuse(field, node, allowed);
  }

  private static String shortest(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  OptionalInt whole(String field, int least, int most) {
    Optional<YamlNode> node = optional(field);
    return node.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(whole(field, node.get(), least, most));
  }

  static int whole(String field, YamlNode node, int least, int most) {
    if (node instanceof YamlNode.Scalar scalar && WHOLE.matcher(scalar.text()).matches()) {
      long value = Long.parseLong(scalar.text());
      if (value >= least && value <= most) {
        return (int) value;
      }
    }
    throw refuse(field, node, "a whole number from " + least + " to " + most);
  }

  Optional<Boolean> flag(String field) {
    return optional(field)
        .map(
            node -> {
              if (node instanceof YamlNode.Scalar scalar
                  && List.of("true", "false").contains(scalar.text())) {
                return scalar.text().equals("true");
              }
              throw refuse(field, node, "true, false");
            });
  }

  /** Give the items of a field that may be written as one item or as a list of different ones. */
  List<YamlNode> items(String field, String allowed) {
    return items(field, required(field, allowed), allowed);
  }

  static List<YamlNode> items(String field, YamlNode node, String allowed) {
    if (!(node instanceof YamlNode.Sequence sequence)) {
      return List.of(node);
    }
    if (sequence.items().size() > MAX_ITEMS) {
      throw node.place()
          .refuse(
              "field '"
                  + field
                  + "': found a list of "
                  + sequence.items().size()
                  + ", allowed "
                  + MAX_ITEMS);
    }
    if (sequence.items().isEmpty()) {
      throw node.place().refuse("field '" + field + "': found an empty list, allowed " + allowed);
    }
    return sequence.items();
  }

  /** Refuse fields that nobody took. */
  void end() {
    for (Map.Entry<String, YamlNode.Field> entry : mapping.fields().entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw entry
            .getValue()
            .key()
            .refuse(
                "field '"
                    + entry.getKey()
                    + "': found in "
                    + what
                    + ", allowed "
                    + String.join(", ", known)
                    + meant(entry.getKey(), known));
      }
    }
  }
}
