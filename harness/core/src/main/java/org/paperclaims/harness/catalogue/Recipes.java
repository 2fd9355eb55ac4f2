package org.paperclaims.harness.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.paperclaims.harness.run.Protocol;

/**
 * Recipes that records name instead of writing every field: {@code small}, which every catalogue
 * has, and those of the catalogue's own block {@code recipes}. A field written in a record comes
 * before the recipe's.
 */
final class Recipes {
  private static final String SMALL = "small";

  /** For small experiments on a CPU; epochs, batch and learning rate are the record's. */
  private static final YamlNode.Mapping SMALL_FIELDS =
      builtIn(
          """
          drops: {60%: 0.1, 85%: 0.1}
          momentum: 0.9
          nesterov: false
          weight_decay: 0.0001
          augmentation: none
          initialisation: he-normal
          precision: fp32
          """);

  /** For probes of a network as it is initialised. */
  private static final YamlNode.Mapping INITIAL =
      builtIn("{initialisation: he-normal, precision: fp32}");

  private static final YamlNode.Mapping NONE = builtIn("{}");

  private final Map<String, List<Entry>> own;

  /** A recipe, and the families and data sets that it is for; all where none is named. */
  private record Entry(List<String> families, List<String> datasets, YamlNode.Mapping fields) {
    boolean isFor(String family, String dataset) {
      return (families.isEmpty() || families.contains(family))
          && (datasets.isEmpty() || datasets.contains(dataset));
    }
  }

  private Recipes(Map<String, List<Entry>> own) {
    this.own = own;
  }

  private static YamlNode.Mapping builtIn(String yaml) {
    return (YamlNode.Mapping) YamlReader.read("built-in recipes", yaml, "recipes");
  }

  /** Read the block of a catalogue, if it has one. */
  static Recipes read(RecordFields catalogue) {
    Map<String, List<Entry>> recipes = new LinkedHashMap<>();
    Optional<YamlNode> block = catalogue.optional("recipes");
    if (block.isPresent()) {
      RecordFields fields = RecordFields.of("recipes", block.get(), "recipes (name: fields)");
      for (String name : fields.names()) {
        YamlNode node = fields.required(name, "a recipe");
        if (name.equals(SMALL) || !name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
          throw RecordFields.refuse(
              name, node, "a recipe under another name, of lower-case words with dashes");
        }
        List<Entry> entries = new ArrayList<>();
        RecordFields.items(name, node, "a recipe").forEach(n -> entries.add(entry(name, n)));
        recipes.put(name, entries);
      }
    }
    return new Recipes(recipes);
  }

  private static Entry entry(String name, YamlNode node) {
    RecordFields fields = RecordFields.of(name, node, "a recipe");
    List<String> families = List.of();
    List<String> datasets = List.of();
    if (fields.has("for")) {
      RecordFields about =
          RecordFields.of("for", fields.required("for", ""), "what a recipe is for");
      families = about.texts("family");
      datasets = about.texts("dataset");
      about.end();
    }
    RecipeReader.FIELDS.stream().filter(f -> !f.equals("recipe")).forEach(fields::has);
    fields.end();
    return new Entry(families, datasets, (YamlNode.Mapping) node);
  }

  /**
   * Give the fields that a record falls back to: those of the recipe that it names, if it does.
   *
   * @throws CatalogueException if there is none of the name, or none for the architecture's family
   *     on the data set
   */
  YamlNode.Mapping under(
      RecordFields record, Protocol protocol, String architecture, String dataset) {
    if (!protocol.trains()) {
      return INITIAL;
    }
    String family = architecture.split("-", 2)[0];
    return record
        .optional("recipe")
        .map(node -> named(node, record.text("recipe", node, "a recipe's name"), family, dataset))
        .orElse(NONE);
  }

  private YamlNode.Mapping named(YamlNode node, String name, String family, String dataset) {
    if (name.equals(SMALL)) {
      return SMALL_FIELDS;
    }
    List<Entry> entries = own.get(name);
    if (entries == null) {
      throw RecordFields.refuse(
          "recipe",
          node,
          String.join(", ", names())
              + "; a catalogue names further ones in its block 'recipes'; or leave it out and write every field"
              + RecordFields.meant(name, names()));
    }
    return entries.stream()
        .filter(e -> e.isFor(family, dataset))
        .findFirst()
        .map(Entry::fields)
        .orElseThrow(
            () ->
                RecordFields.refuse(
                    "recipe",
                    node,
                    "small, or every field written out: the catalogue's recipe '"
                        + name
                        + "' has no values for "
                        + family
                        + " on "
                        + dataset));
  }

  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(Set.of(SMALL));
    names.addAll(own.keySet());
    return names;
  }
}
