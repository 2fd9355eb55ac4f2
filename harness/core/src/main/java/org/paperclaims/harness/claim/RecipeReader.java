package org.paperclaims.harness.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.paperclaims.architectures.Initialisation;
import org.paperclaims.datasets.Augmentation;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;

/** Reads the recipe of a tier: its own fields first, then those of the recipe it names. */
final class RecipeReader {
  private static final List<String> INITIALISATIONS =
      Arrays.stream(Initialisation.values()).map(Initialisation::word).toList();

  private final RecordFields fields;
  private final DatasetRules rules;

  RecipeReader(RecordFields fields, DatasetRules rules) {
    this.fields = fields;
    this.rules = rules;
  }

  /** Read the recipe for one architecture and data set. */
  Recipe read(Protocol protocol, String architecture, String dataset) {
    return protocol == Protocol.TRAIN
        ? training(named(architecture, dataset))
        : probe(NamedRecipe.initial());
  }

  private NamedRecipe.Values named(String architecture, String dataset) {
    String allowed = "small, paper; or leave it out and write every field";
    Optional<YamlNode> node = fields.optional("recipe");
    if (node.isEmpty()) {
      return NamedRecipe.Values.none();
    }
    String name = fields.text("recipe", node.get(), allowed);
    if (name.equals("small")) {
      return NamedRecipe.small();
    }
    if (name.equals("paper")) {
      String family = architecture.split("-", 2)[0];
      return NamedRecipe.paper(family, dataset)
          .orElseThrow(
              () ->
                  RecordFields.refuse(
                      "recipe",
                      node.get(),
                      "small, or every field written out: no published recipe is known for "
                          + family
                          + " on "
                          + dataset));
    }
    throw RecordFields.refuse("recipe", node.get(), allowed);
  }

  private Recipe training(NamedRecipe.Values base) {
    OptionalInt ownEpochs = fields.whole("epochs", 1, 10_000);
    int epochs =
        (ownEpochs.isPresent() ? ownEpochs : base.epochs())
            .orElseThrow(() -> missing("epochs", "a whole number of epochs"));
    double rate =
        number("learning_rate", 1e-9, 1e3, base.learningRate(), "the learning rate at the start");
    List<NamedRecipe.Drop> drops =
        fields
            .optional("drops")
            .map(node -> drops(node, epochs))
            .or(() -> base.drops().map(d -> inTime(d, epochs)))
            .orElseThrow(() -> missing("drops", "epochs and factors, or none"));
    return new Recipe(
        epochs,
        batch(base),
        new LearningRate(rate, scheduled(drops, epochs)),
        number("momentum", 0, 0.9999, base.momentum(), "the momentum, 0 for none"),
        fields
            .flag("nesterov")
            .or(base::nesterov)
            .orElseThrow(() -> missing("nesterov", "true, false")),
        number("weight_decay", 0, 1, base.weightDecay(), "the weight decay, 0 for none"),
        augmentation(base),
        initialisation(base),
        precision(base),
        fields.flag("deterministic").orElse(true));
  }

  private Recipe probe(NamedRecipe.Values base) {
    return new Recipe(
        0,
        batch(base),
        new LearningRate(0, List.of()),
        0,
        false,
        0,
        List.of(),
        initialisation(base),
        precision(base));
  }

  private int batch(NamedRecipe.Values base) {
    OptionalInt own = fields.whole("batch", 1, 1 << 20);
    return (own.isPresent() ? own : base.batch())
        .orElseThrow(() -> missing("batch", "images a step"));
  }

  private double number(
      String field, double least, double most, OptionalDouble base, String allowed) {
    OptionalDouble own = fields.number(field, least, most);
    return (own.isPresent() ? own : base).orElseThrow(() -> missing(field, allowed));
  }

  private CatalogueException missing(String field, String allowed) {
    return fields.missing(field, allowed + "; or a recipe that has it");
  }

  private List<NamedRecipe.Drop> drops(YamlNode node, int epochs) {
    String allowed = "none, or {epoch or percent of the epochs: factor} such as {60%: 0.1}";
    if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("none")) {
      return List.of();
    }
    if (!(node instanceof YamlNode.Mapping mapping)) {
      throw RecordFields.refuse("drops", node, allowed);
    }
    List<NamedRecipe.Drop> drops = new ArrayList<>();
    for (Map.Entry<String, YamlNode.Field> entry : mapping.fields().entrySet()) {
      String at = entry.getKey();
      if (!at.matches("[1-9]\\d{0,4}|[1-9]\\d?%")) {
        throw entry
            .getValue()
            .key()
            .refuse("field 'drops': found '" + at + "', allowed " + allowed);
      }
      boolean percent = at.endsWith("%");
      double value = Double.parseDouble(percent ? at.substring(0, at.length() - 1) : at);
      if (!percent && value >= epochs) {
        throw entry
            .getValue()
            .key()
            .refuse(
                String.format(
                    Locale.ROOT,
                    "field 'drops': found '%s', allowed epochs before the last of %d, or percents",
                    at,
                    epochs));
      }
      double factor = RecordFields.number(at, entry.getValue().value(), 1e-6, 1);
      drops.add(new NamedRecipe.Drop(value, percent, factor));
    }
    return drops;
  }

  /** Refuse a number of epochs that ends before the named recipe's last drop. */
  private List<NamedRecipe.Drop> inTime(List<NamedRecipe.Drop> drops, int epochs) {
    for (NamedRecipe.Drop drop : drops) {
      if (!drop.percent() && drop.at() >= epochs) {
        throw fields.refuse(
            "epochs",
            String.format(
                Locale.ROOT,
                "more than %.0f, where the recipe drops the learning rate, or drops of its own",
                drop.at()));
      }
    }
    return drops;
  }

  /** A drop at a percentage happens before the epoch that starts nearest to it, never the first. */
  private static List<LearningRate.Drop> scheduled(List<NamedRecipe.Drop> drops, int epochs) {
    return drops.stream()
        .map(
            d ->
                new LearningRate.Drop(
                    d.percent()
                        ? (int) Math.max(1, Math.round(d.at() * epochs / 100))
                        : (int) d.at(),
                    d.factor()))
        .sorted(java.util.Comparator.comparingInt(LearningRate.Drop::epoch))
        .toList();
  }

  private List<String> augmentation(NamedRecipe.Values base) {
    Optional<YamlNode> node = fields.optional("augmentation");
    if (node.isEmpty()) {
      return base.augmentation()
          .orElseThrow(() -> missing("augmentation", "none, or a list such as [pad-crop-4, flip]"));
    }
    if (node.get() instanceof YamlNode.Scalar scalar && scalar.text().equals("none")) {
      return List.of();
    }
    List<String> steps = new ArrayList<>();
    for (YamlNode item : RecordFields.items("augmentation", node.get(), "none, or steps")) {
      String step = fields.text("augmentation", item, "the name of a step such as flip");
      try {
        rules.check(item, new Augmentation(List.of(step)));
      } catch (IllegalArgumentException e) {
        throw item.place().refuse("field 'augmentation': " + e.getMessage());
      }
      steps.add(step);
    }
    return List.copyOf(steps);
  }

  private String initialisation(NamedRecipe.Values base) {
    if (fields.has("initialisation")) {
      return fields.oneOf("initialisation", INITIALISATIONS.toArray(String[]::new), s -> s);
    }
    return base.initialisation()
        .orElseThrow(() -> missing("initialisation", String.join(", ", INITIALISATIONS)));
  }

  private Precision precision(NamedRecipe.Values base) {
    if (fields.has("precision")) {
      return fields.oneOf("precision", Precision.values(), p -> p.name().toLowerCase(Locale.ROOT));
    }
    return base.precision().orElseThrow(() -> missing("precision", "fp32, bf16"));
  }
}
