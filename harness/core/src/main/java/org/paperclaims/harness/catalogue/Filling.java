package org.paperclaims.harness.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/**
 * A tier with the fields of an arm written over and every {@code <name>} filled in. A name stands
 * for the value of the field of that name: the arm's where it has one, else the tier's. A field of
 * an arm that names itself means the tier's.
 */
final class Filling {
  private static final int LONGEST = 1_000;

  private final YamlNode.Mapping tier;
  private final YamlNode.Mapping arm;

  private Filling(YamlNode.Mapping tier, YamlNode.Mapping arm) {
    this.tier = tier;
    this.arm = arm;
  }

  /** A field of one of the two. */
  private record Layer(boolean arm, String field) {}

  /**
   * Fill a tier without an arm.
   *
   * @throws CatalogueException if a name stands for nothing, a list, or itself
   */
  static YamlNode.Mapping of(YamlNode.Mapping tier) {
    return of(tier, new YamlNode.Mapping(tier.place(), Map.of()));
  }

  /**
   * Fill a tier, whose lists have been multiplied out, with an arm written over it.
   *
   * @throws CatalogueException if a name stands for nothing, a list, or itself
   */
  static YamlNode.Mapping of(YamlNode.Mapping tier, YamlNode.Mapping arm) {
    return new Filling(tier, arm).filled();
  }

  private YamlNode.Mapping filled() {
    Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
    tier.fields().forEach((name, field) -> fields.put(name, filled(new Layer(false, name), field)));
    arm.fields().forEach((name, field) -> fields.put(name, filled(new Layer(true, name), field)));
    return new YamlNode.Mapping(tier.place(), fields);
  }

  private YamlNode.Field filled(Layer layer, YamlNode.Field field) {
    boolean written = !layer.arm() && arm.fields().containsKey(layer.field());
    return written || !(field.value() instanceof YamlNode.Scalar scalar)
        ? field
        : new YamlNode.Field(
            field.key(), new YamlNode.Scalar(scalar.place(), text(scalar, List.of(layer))));
  }

  /**
   * @param open the fields whose values are being found, the innermost last
   */
  private String text(YamlNode.Scalar scalar, List<Layer> open) {
    if (scalar.text().indexOf('<') < 0) {
      return scalar.text();
    }
    Matcher matcher = TierFields.NAME.matcher(scalar.text());
    String text = matcher.replaceAll(m -> Matcher.quoteReplacement(value(m, scalar, open)));
    if (text.length() > LONGEST) {
      throw refuse(scalar, "allowed at most " + LONGEST + " characters with its names filled in");
    }
    return text;
  }

  private String value(MatchResult match, YamlNode.Scalar scalar, List<Layer> open) {
    String name = match.group(1);
    Layer layer = new Layer(true, name);
    if (!arm.fields().containsKey(name) || open.contains(layer)) {
      layer = new Layer(false, name);
    }
    YamlNode.Field field = (layer.arm() ? arm : tier).fields().get(name);
    if (field == null) {
      throw refuse(scalar, "allowed a <name> that the tier has: " + tier.fields().keySet());
    }
    if (open.contains(layer)) {
      throw refuse(scalar, "but <" + name + "> stands for itself");
    }
    if (!(field.value() instanceof YamlNode.Scalar value) || value.text().isEmpty()) {
      throw refuse(
          scalar, "but <" + name + "> is " + field.value().described() + ", allowed one value");
    }
    List<Layer> deeper = new ArrayList<>(open);
    deeper.add(layer);
    return text(value, deeper);
  }

  private static CatalogueException refuse(YamlNode.Scalar scalar, String why) {
    return scalar.place().refuse("found " + scalar.described() + ", " + why);
  }
}
