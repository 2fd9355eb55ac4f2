package org.paperclaims.harness.catalogue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.Protocol;

/**
 * How a file of runs that were made elsewhere is read: which of its columns say whose run a line is
 * of, which epoch, and what was measured. Written in YAML; {@code docs/runs-made-elsewhere.md}
 * describes every field.
 *
 * @param format {@code csv}, {@code json-lines} or {@code wandb}; empty where the content decides
 * @param word that stands before the object on each line that tells something; empty for none
 * @param arm where the name of the set of runs stands
 * @param seed where the seed stands
 * @param run the column that tells runs apart where no seed does; empty for none
 * @param name how a run's name is made up, such as {@code <arm>-seed<seed>}; empty where it says
 *     nothing
 * @param epoch the column of the epoch, or of the step
 * @param stepsPerEpoch 1 where epochs are counted
 * @param epochs how many a whole run has; the most of any in its set where nothing is said
 * @param lastOfTwo whether the later of two lines on one epoch counts, as after a restart
 * @param metric the column that names what was measured, where a line has one number
 * @param value the column of that number
 * @param metrics what is measured, by the names of this project
 * @param arms names of sets by the names that the file has for them
 */
public record Columns(
    String format,
    String word,
    Where arm,
    Where seed,
    String run,
    String name,
    String epoch,
    int stepsPerEpoch,
    OptionalInt epochs,
    boolean lastOfTwo,
    String metric,
    String value,
    Map<String, Measured> metrics,
    Map<String, String> arms) {
  /** The formats that a file may be said to have. */
  public static final List<String> FORMATS = List.of("csv", "json-lines", "wandb");

  /** The learning rate is told of epochs, and is no metric of a run. */
  public static final String LEARNING_RATE = "learning_rate";

  private static final String WHERE =
      "a column's name, {is: TEXT}, {from: file}, {from: order} or {from: name}";

  public Columns {
    metrics = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    arms = Map.copyOf(arms);
  }

  /**
   * Where a text is found.
   *
   * @param text the column's name, or the text itself
   */
  public record Where(Kind kind, String text) {
    /** The kinds of places. */
    public enum Kind {
      COLUMN,
      /** It is said once for all. */
      SAID,
      /** The file's name without its ending. */
      FILE,
      /** The runs of a set are counted from 1 on as they come. */
      ORDER,
      /** It is a part of the run's name. */
      NAME
    }

    /** Name a column. */
    public static Where column(String name) {
      return new Where(Kind.COLUMN, name);
    }

    /** Name a place that needs no text. */
    public static Where of(Kind kind) {
      return new Where(kind, "");
    }
  }

  /**
   * A column of measured numbers, and their unit.
   *
   * @param column its name, or, where a line has one number, what stands in the column of names
   */
  public record Measured(String column, Unit unit) {}

  /** The unit of a column's numbers. */
  public enum Unit {
    /** As it is: a loss or a rate; an error in percent, though nobody said so. */
    UNSAID("as it is"),
    PERCENT_WRONG("percent wrong"),
    PERCENT_RIGHT("percent right"),
    SHARE_WRONG("share wrong"),
    SHARE_RIGHT("share right");

    private final String words;

    Unit(String words) {
      this.words = words;
    }

    /** Give the words that a file of columns has for it. */
    public String words() {
      return words;
    }

    /** Give a number of this unit as this project has it: percent wrong, or as it is. */
    public double converted(double number) {
      return switch (this) {
        case UNSAID, PERCENT_WRONG -> number;
        case PERCENT_RIGHT -> rounded(100 - number);
        case SHARE_WRONG -> rounded(100 * number);
        case SHARE_RIGHT -> rounded(100 - 100 * number);
      };
    }

    /**
     * Leave out what arithmetic adds behind the digits that anybody measures: 5.110000000000014.
     */
    private static double rounded(double percent) {
      return Double.isFinite(percent) ? Math.rint(percent * 1e9) / 1e9 : percent;
    }
  }

  /**
   * Read a file of columns.
   *
   * @throws CatalogueException if it cannot be read or has a mistake
   */
  public static Columns read(Path file, Columns usual) {
    return read(
        String.valueOf(file.getFileName()), YamlReader.text(file, "a file of columns"), usual);
  }

  /**
   * Read columns from text.
   *
   * @param usual what holds where the text says nothing
   * @throws CatalogueException if it has a mistake
   */
  public static Columns read(String file, String yaml, Columns usual) {
    String allowed = "columns (arm, seed, epoch, metrics)";
    RecordFields fields = RecordFields.of("columns", YamlReader.read(file, yaml, allowed), allowed);
    String format =
        fields.has("format")
            ? fields.oneOf("format", FORMATS.toArray(String[]::new), f -> f)
            : usual.format;
    String name = fields.optionalText("name", "such as <arm>-seed<seed>").orElse(usual.name);
    if (!name.isEmpty() && name.split("<arm>", -1).length != 2) {
      throw fields.refuse("name", "a form with <arm> once, such as <arm>-seed<seed>");
    }
    boolean named = fields.has("name");
    Where arm = where(fields, "arm", named ? Where.of(Where.Kind.NAME) : usual.arm);
    Where seed =
        where(
            fields,
            "seed",
            named
                ? Where.of(name.contains("<seed>") ? Where.Kind.NAME : Where.Kind.ORDER)
                : usual.seed);
    refuseWithoutForm(fields, name, "arm", arm);
    refuseWithoutForm(fields, name, "seed", seed);
    Columns columns =
        new Columns(
            format,
            fields.optionalText("word", "a word").orElse(usual.word),
            arm,
            seed,
            fields.optionalText("run", "a column's name").orElse(usual.run),
            name,
            fields.optionalText("epoch", "a column's name").orElse(usual.epoch),
            fields.whole("steps_per_epoch", 1, 100_000_000).orElse(usual.stepsPerEpoch),
            fields.has("epochs") ? fields.whole("epochs", 1, 1_000_000) : usual.epochs,
            fields.has("twice")
                ? fields.oneOf("twice", new String[] {"refused", "last"}, t -> t).equals("last")
                : usual.lastOfTwo,
            fields.optionalText("metric", "a column's name").orElse(usual.metric),
            fields.optionalText("value", "a column's name").orElse(usual.value),
            fields.has("metrics") ? metrics(fields) : usual.metrics,
            fields.has("arms") ? arms(fields) : usual.arms);
    fields.end();
    return columns;
  }

  private static void refuseWithoutForm(
      RecordFields fields, String name, String field, Where where) {
    if (!name.contains("<" + field + ">") && where.kind() == Where.Kind.NAME) {
      throw fields.refuse(
          field,
          "{from: name} together with 'name', the form of a run's name, such as <arm>-seed<seed>");
    }
  }

  private static Where where(RecordFields fields, String field, Where usual) {
    if (!fields.has(field)) {
      return usual;
    }
    YamlNode node = fields.required(field, WHERE);
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return Where.column(fields.text(field, WHERE));
    }
    RecordFields place = new RecordFields(mapping, "'" + field + "'");
    Where where =
        place.has("is")
            ? new Where(Where.Kind.SAID, place.text("is", "a text"))
            : Where.of(
                place.oneOf(
                    "from",
                    new Where.Kind[] {Where.Kind.FILE, Where.Kind.ORDER, Where.Kind.NAME},
                    k -> k.name().toLowerCase(java.util.Locale.ROOT)));
    place.end();
    return where;
  }

  private static Map<String, Measured> metrics(RecordFields fields) {
    RecordFields metrics =
        RecordFields.of(
            "metrics", fields.required("metrics", ""), "metrics (test_error: COLUMN, and others)");
    Map<String, Measured> found = new LinkedHashMap<>();
    for (String name : metrics.names()) {
      YamlNode node = metrics.required(name, "a column's name");
      if (!isMetric(name)) {
        throw node.place()
            .refuse(
                "field '%s': found no metric of a training, allowed %s"
                    .formatted(
                        YamlNode.brief(name),
                        Stream.concat(
                                Metrics.forms(Protocol.TRAIN).stream(), Stream.of(LEARNING_RATE))
                            .collect(Collectors.joining(", "))));
      }
      if (node instanceof YamlNode.Mapping mapping) {
        RecordFields one = new RecordFields(mapping, "'" + name + "'");
        Measured measured =
            new Measured(
                one.text("column", "a column's name"),
                one.has("unit") ? one.oneOf("unit", Unit.values(), Unit::words) : Unit.UNSAID);
        one.end();
        found.put(name, measured);
      } else {
        found.put(name, new Measured(metrics.text(name, "a column's name"), Unit.UNSAID));
      }
    }
    if (found.isEmpty()) {
      throw fields.refuse("metrics", "test_error: COLUMN, and others");
    }
    return found;
  }

  private static boolean isMetric(String name) {
    return name.equals(LEARNING_RATE)
        || Metrics.named(name).filter(m -> m.protocol() == Protocol.TRAIN).isPresent();
  }

  private static Map<String, String> arms(RecordFields fields) {
    RecordFields arms =
        RecordFields.of("arms", fields.required("arms", ""), "names (NAME IN THE FILE: NAME)");
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : Set.copyOf(arms.names())) {
      String given = arms.text(name, Imported.ALLOWED);
      if (!Imported.isName(given)) {
        throw arms.refuse(name, Imported.ALLOWED);
      }
      found.put(name, given);
    }
    return found;
  }
}
