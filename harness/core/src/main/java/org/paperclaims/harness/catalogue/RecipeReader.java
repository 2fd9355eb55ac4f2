package org.paperclaims.harness.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.paperclaims.architectures.Initialisation;
import org.paperclaims.datasets.Augmentation;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.Schedule;

/** Reads the recipe of a tier: its own fields first, then those of the recipe it names. */
final class RecipeReader {
  /** The fields of a recipe, and the name of one. */
  static final List<String> FIELDS = fields();

  private static final Pattern DROP = Pattern.compile("[1-9]\\d{0,4}|[1-9]\\d?%");
  private static final String INITIALISATIONS = String.join(", ", Initialisation.words());

  private final RecordFields fields;
  private final DatasetRules rules;

  /**
   * Make a reader.
   *
   * @param fields of a record, over those of the recipe that it names
   */
  RecipeReader(RecordFields fields, DatasetRules rules) {
    this.fields = fields;
    this.rules = rules;
  }

  private static List<String> fields() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "recipe",
                "epochs",
                "batch",
                "learning_rate",
                "drops",
                "decay_every",
                "cosine",
                "warmup"));
    names.addAll(RuleReader.FIELDS);
    names.addAll(List.of("augmentation", "initialisation", "precision", "deterministic"));
    return List.copyOf(names);
  }

  /** Read the recipe of a training, or of a network that is looked at as it is initialised. */
  Recipe read(Protocol protocol) {
    return protocol.trains() ? training() : probe();
  }

  private Recipe training() {
    int epochs = whole("epochs", 10_000, "a whole number of epochs");
    double rate = number("learning_rate", 1e-9, 1e3, "the learning rate at the start");
    ScheduleReader other = new ScheduleReader(fields, epochs);
    Schedule schedule = other.schedule().orElseGet(() -> drops(epochs));
    return new Recipe(
        epochs,
        whole("batch", 1 << 20, "images a step"),
        new LearningRate(rate, schedule, other.warmup()),
        new RuleReader(fields, rules).read(),
        augmentation(),
        initialisation(),
        precision(),
        fields.flag("deterministic").orElse(true));
  }

  private Recipe probe() {
    return new Recipe(
        0,
        whole("batch", 1 << 20, "images a step"),
        new LearningRate(0, List.of()),
        0,
        false,
        0,
        List.of(),
        initialisation(),
        precision());
  }

  /** A drop of the learning rate, not yet tied to a number of epochs. */
  private record Drop(double at, boolean percent, double factor) {}

  private YamlNode required(String field, String allowed) {
    return fields.optional(field).orElseThrow(() -> missing(field, allowed));
  }

  private int whole(String field, int most, String allowed) {
    return fields.whole(field, 1, most).orElseThrow(() -> missing(field, allowed));
  }

  private double number(String field, double least, double most, String allowed) {
    return fields.number(field, least, most).orElseThrow(() -> missing(field, allowed));
  }

  private CatalogueException missing(String field, String allowed) {
    return fields.missing(field, allowed + "; or a recipe that has it");
  }

  private Schedule drops(int epochs) {
    YamlNode node = required("drops", "epochs and factors, or none");
    return new Schedule.Drops(scheduled(drops(node, epochs), epochs));
  }

  private List<Drop> drops(YamlNode node, int epochs) {
    String allowed = "none, or {epoch or percent of the epochs: factor} such as {60%: 0.1}";
    if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("none")) {
      return List.of();
    }
    if (!(node instanceof YamlNode.Mapping mapping)) {
      throw RecordFields.refuse("drops", node, allowed);
    }
    List<Drop> drops = new ArrayList<>();
    for (Map.Entry<String, YamlNode.Field> entry : mapping.fields().entrySet()) {
      String at = entry.getKey();
      if (!DROP.matcher(at).matches()) {
        throw entry
            .getValue()
            .key()
            .refuse("field 'drops': found '" + at + "', allowed " + allowed);
      }
      boolean percent = at.endsWith("%");
      double value = Double.parseDouble(percent ? at.substring(0, at.length() - 1) : at);
      if (!percent && value >= epochs && !fields.written("drops")) {
        throw fields.refuse(
            "epochs",
            String.format(
                Locale.ROOT,
                "more than %.0f, where the recipe drops the learning rate, or drops of its own",
                value));
      }
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
      drops.add(new Drop(value, percent, factor));
    }
    return drops;
  }

  /**
   * A drop at a percentage happens before the epoch that starts nearest to it, never the first, and
   * before the end of a run of two epochs or more.
   */
  private static List<LearningRate.Drop> scheduled(List<Drop> drops, int epochs) {
    return drops.stream()
        .map(
            d ->
                new LearningRate.Drop(
                    d.percent()
                        ? (int) Math.max(1, Math.min(epochs - 1, Math.round(d.at() * epochs / 100)))
                        : (int) d.at(),
                    d.factor()))
        .sorted(java.util.Comparator.comparingInt(LearningRate.Drop::epoch))
        .toList();
  }

  private List<String> augmentation() {
    YamlNode node = required("augmentation", "none, or a list such as [pad-crop-4, flip]");
    if (node instanceof YamlNode.Scalar scalar && scalar.text().equals("none")) {
      return List.of();
    }
    List<String> steps = new ArrayList<>();
    for (YamlNode item : RecordFields.items("augmentation", node, "none, or steps")) {
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

  private String initialisation() {
    String word =
        fields.text("initialisation", required("initialisation", INITIALISATIONS), INITIALISATIONS);
    return Initialisation.find(word)
        .orElseThrow(() -> fields.refuse("initialisation", INITIALISATIONS))
        .word();
  }

  private Precision precision() {
    required("precision", "fp32, bf16");
    return fields.oneOf("precision", Precision.values(), p -> p.name().toLowerCase(Locale.ROOT));
  }
}
