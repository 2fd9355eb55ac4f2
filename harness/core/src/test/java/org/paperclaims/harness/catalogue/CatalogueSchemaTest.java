package org.paperclaims.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.testing.Property;

/** The schema that editors read knows what the reader of catalogues knows, and no other fields. */
class CatalogueSchemaTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern MODELINE =
      Pattern.compile("(?m)^# yaml-language-server: \\$schema=(\\S+)$");

  private static final String TIERS =
      """
          tiers:
            smoke: {architecture: resnet-8-w4, dataset: shapes10, images: 500, pixels: 8, recipe: own, epochs: 3, seeds: 3%s}
            reduced: {not_attempted: too dear}
            full: {not_attempted: too dear}
      """;

  private static final String OWN =
      """
      recipes:
        own: {for: {family: resnet, dataset: shapes10}, batch: 25, learning_rate: 0.02, drops: none, momentum: 0.9, nesterov: true, weight_decay: 0.0001, augmentation: [flip], initialisation: he-normal, precision: fp32}
      """;

  private static String catalogue(String criterion, String arms, String more) {
    return """
    paper: {title: A title, authors: [A. Author], year: 2017, arxiv: '1709.07634'}
    claims:
      - id: a-claim
        statement: A sentence.
        source: {where: abstract}
        criterion: {%s}
    %s
    """
            .formatted(criterion, arms)
        + TIERS.formatted(more)
        + OWN;
  }

  private static final String EFFECT =
      "kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t";
  private static final String PAIR = "    control: {}\n    treatment: {erase: last@100%}";
  private static final String GOOD = catalogue(EFFECT, PAIR, "");

  /** A catalogue of each kind of criterion. */
  private static final List<String> KINDS =
      List.of(
          GOOD,
          catalogue(EFFECT.replace("kind: effect", "kind: share, share: 0.5"), PAIR, ""),
          catalogue(
              EFFECT.replace("kind: effect", "kind: ordering, best: b").replace("margin: 0, ", ""),
              "    arms: {a: {}, b: {erase: last@100%}}",
              ""),
          catalogue(
                  "kind: trend, metric: test_error, better: lower, alpha: 0.05, test: slope",
                  "    variable: images\n    arms: {net: {}}",
                  "")
              .replace("images: 500", "images: [100, 200, 500]"),
          catalogue(
              "kind: level, metric: test_error, better: lower, alpha: 0.05, published: 7, margin: 1, statistic: best-of-5",
              "    treatment: {}",
              ""),
          catalogue(
                  "kind: checkpoint, metric: test_error, better: lower, alpha: 0.05, published: 8.75, margin: 1",
                  "",
                  "")
              .replaceAll(
                  "smoke: .*",
                  "smoke: {architecture: resnet-20-a, dataset: cifar10, model: {sha256: "
                      + "0".repeat(64)
                      + ", scaling: own, channels: rgb, expects: 8.27}}")
              // The reader looks at a recipe only where a tier names it.
              .replace(OWN, ""));

  private static JsonNode json() throws IOException {
    return new ObjectMapper().readTree(CatalogueSchema.text());
  }

  private static final JsonSchema READ = read();

  private static JsonSchema read() {
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(json());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Set<ValidationMessage> faults(String yaml) throws IOException {
    return READ.validate(new YAMLMapper().readTree(yaml));
  }

  private static boolean isRead(String yaml) {
    return Catalogue.check("any.yaml", yaml).mistakes().isEmpty();
  }

  /**
   * Give the catalogues of this repository, the samples and the examples among them. A project
   * outside has a schema of its own, with the names that it brings.
   */
  static List<Path> catalogues() throws IOException {
    List<Path> found = new ArrayList<>();
    for (String folder : List.of("paper-claims/src/main/resources", "samples", "docs", "ci")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files.filter(f -> f.toString().endsWith(".yaml")).sorted().forEach(found::add);
      }
    }
    Path outside = ROOT.resolve("samples").resolve("own-project");
    Path built = ROOT.resolve("samples").resolve("target");
    found.removeIf(f -> f.startsWith(outside) || f.startsWith(built));
    found.removeIf(f -> !text(f).contains("\nclaims:"));
    return found;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void there_are_catalogues() throws IOException {
    assertThat(catalogues()).hasSizeGreaterThan(18);
  }

  @ParameterizedTest
  @MethodSource("catalogues")
  void every_catalogue_of_the_repository_is_as_the_schema_says(Path file) throws IOException {
    assertThat(faults(text(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("catalogues")
  void every_catalogue_names_the_schema_for_editors(Path file) throws IOException {
    Matcher modeline = MODELINE.matcher(text(file));
    assertThat(modeline.find()).isTrue();
    Path named = file.resolveSibling(modeline.group(1)).normalize();
    assertThat(Files.isSameFile(named, ROOT.resolve("docs/catalogue.schema.json"))).isTrue();
  }

  static List<String> kinds() {
    return KINDS;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_catalogue_of_every_kind_is_read_by_both(String yaml) throws IOException {
    assertThat(Catalogue.check("any.yaml", yaml).mistakes()).isEmpty();
    assertThat(faults(yaml)).isEmpty();
  }

  /** Give the fields that the reader allows where a catalogue has one that there is not. */
  private static Set<String> readersFields(String yaml) {
    CatalogueException refused =
        catchThrowableOfType(CatalogueException.class, () -> Catalogue.read("any.yaml", yaml));
    assertThat(refused).hasMessageContaining("field 'unheard-of': found in ");
    String message = String.valueOf(refused.getMessage());
    return new TreeSet<>(
        Arrays.asList(message.substring(message.indexOf(", allowed ") + 10).split(", ")));
  }

  /** Give the fields of a definition of the schema, less those that a kind does not have. */
  private static Set<String> schemasFields(String definition, String kind) throws IOException {
    JsonNode found = json().path("definitions").path(definition);
    while (found.has("anyOf")) {
      found = found.path("anyOf").get(1);
    }
    Set<String> fields = new TreeSet<>();
    found.path("properties").fieldNames().forEachRemaining(fields::add);
    JsonNode properties = found.path("properties");
    fields.removeIf(f -> properties.path(f).isBoolean());
    for (JsonNode rule : found.path("allOf")) {
      JsonNode about = rule.path("if").path("properties");
      JsonNode named =
          about.has("kind")
              ? about.path("kind").path("const")
              : about.path("criterion").path("properties").path("kind").path("const");
      if (named.asText().equals(kind)) {
        JsonNode then = rule.path("then").path("properties");
        fields.removeIf(f -> then.path(f).isBoolean());
      }
    }
    return fields;
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "paper     |          | 0 | year: 2017, arxiv",
        "source    |          | 0 | where: abstract",
        "arm       |          | 0 | erase: last@100%",
        "attempted |          | 0 | pixels: 8",
        "recipe    |          | 0 | batch: 25",
        "criterion | effect     | 0 | alpha: 0.05",
        "criterion | share      | 1 | alpha: 0.05",
        "criterion | ordering   | 2 | alpha: 0.05",
        "criterion | trend      | 3 | alpha: 0.05",
        "criterion | level      | 4 | alpha: 0.05",
        "criterion | checkpoint | 5 | alpha: 0.05",
        "model     |            | 5 | channels: rgb",
      })
  void the_reader_and_the_schema_know_the_same_fields(
      String definition, String kind, int catalogue, String field) throws IOException {
    String yaml = KINDS.get(catalogue).replaceFirst(field, "unheard-of: 1, " + field);
    assertThat(schemasFields(definition, String.valueOf(kind))).isEqualTo(readersFields(yaml));
  }

  @ParameterizedTest(name = "claim {0}")
  @CsvSource({"effect, 0", "share, 1", "ordering, 2", "level, 4", "checkpoint, 5"})
  void the_reader_and_the_schema_know_the_same_fields_of_a_claim(String kind, int catalogue)
      throws IOException {
    String yaml = KINDS.get(catalogue).replace("statement:", "unheard-of: 1\n    statement:");
    assertThat(schemasFields("claim", kind)).isEqualTo(readersFields(yaml));
  }

  @Test
  void a_trend_has_the_fields_of_its_two_forms() throws IOException {
    String one = KINDS.get(3).replace("statement:", "unheard-of: 1\n    statement:");
    Set<String> fields = readersFields(one);
    fields.addAll(
        readersFields(
            one.replace("arms: {net: {}}", "control: {}\n    treatment: {erase: last@100%}")));
    assertThat(schemasFields("claim", "trend")).isEqualTo(fields);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "looks      | seeds: 3               | seeds: {looks: [3, 5], spending: pocock, unheard-of: 1}",
        "deviation  | seeds: 3               | seeds: 3, known_deviation: {verdict: REFUTED, why: so, unheard-of: 1}",
        "optimiser  | epochs: 3              | epochs: 3, optimiser: {kind: rmsprop, decay: 0.9, epsilon: 1, unheard-of: 1}",
        "optimiser  | epochs: 3              | epochs: 3, optimiser: {kind: adamw, beta1: 0.9, beta2: 0.9, epsilon: 1, unheard-of: 1}",
        "decayEvery | epochs: 3              | epochs: 3, decay_every: {epochs: 1, factor: 0.9, unheard-of: 1}",
        "warmup     | epochs: 3              | epochs: 3, warmup: {epochs: 1, factor: 0.9, unheard-of: 1}",
        "match      | statement: A sentence. | `statement: A sentence.\n    match: {parameters: 1%, unheard-of: 1}`",
      })
  void the_reader_and_the_schema_know_the_same_fields_within_a_field(
      String definition, String was, String is) throws IOException {
    Matcher kind = Pattern.compile("kind: (\\w+)").matcher(is);
    assertThat(schemasFields(definition, kind.find() ? kind.group(1) : ""))
        .isEqualTo(readersFields(GOOD.replace(was, is)));
  }

  @Test
  void the_top_of_a_catalogue_has_the_same_fields() throws IOException {
    Set<String> top = new TreeSet<>();
    json().path("properties").fieldNames().forEachRemaining(top::add);
    assertThat(top).isEqualTo(readersFields(GOOD + "unheard-of: 1\n"));
    Set<String> tiers = new TreeSet<>();
    json()
        .at("/definitions/claim/properties/tiers/properties")
        .fieldNames()
        .forEachRemaining(tiers::add);
    assertThat(tiers)
        .isEqualTo(readersFields(GOOD.replace("smoke:", "unheard-of: 1\n      smoke:")));
    Set<String> about = new TreeSet<>();
    json()
        .at("/definitions/recipe/properties/for/properties")
        .fieldNames()
        .forEachRemaining(about::add);
    assertThat(about)
        .isEqualTo(readersFields(GOOD.replace("family: resnet", "family: resnet, unheard-of: 1")));
  }

  /** Give the words that the reader allows where a catalogue has one that there is not. */
  private static List<String> readersWords(String yaml) {
    CatalogueException refused =
        catchThrowableOfType(CatalogueException.class, () -> Catalogue.read("any.yaml", yaml));
    String message = String.valueOf(refused.getMessage());
    return Arrays.asList(message.substring(message.indexOf(", allowed ") + 10).split(", "));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "/criterion/properties/kind          | 0 | kind: effect      | kind: unheard-of",
        "/criterion/properties/better        | 0 | better: lower     | better: unheard-of",
        "/criterion/allOf/0/then/properties/test | 0 | test: paired-t    | test: unheard-of",
        "/criterion/allOf/1/then/properties/test | 1 | test: paired-t    | test: unheard-of",
        "/criterion/allOf/3/then/properties/test | 3 | test: slope       | test: unheard-of",
        "/criterion/properties/shows             | 0 | margin: 0         | margin: 1, shows: unheard-of",
        "/criterion/allOf/4/then/properties/shows | 4 | margin: 1        | margin: 1, shows: unheard-of",
        "/claim/properties/correction        | 0 | statement: A      | correction: unheard-of, statement: A",
        "/looks/properties/spending          | 0 | seeds: 3          | 'seeds: {looks: [3, 5], spending: unheard-of}'",
        "/deviation/properties/verdict       | 0 | seeds: 3          | 'seeds: 3, known_deviation: {verdict: unheard-of, why: so}'",
        "/optimiser/properties/kind          | 0 | epochs: 3         | 'epochs: 3, optimiser: {kind: unheard-of}'",
        "/values/protocol      | 0 | seeds: 3          | 'seeds: 3, protocol: unheard-of'",
        "/values/dataset       | 0 | dataset: shapes10, im | 'dataset: unheard-of, im'",
        "/values/precision        | 0 | precision: fp32   | precision: unheard-of",
        "/model/properties/channels          | 5 | channels: rgb     | channels: unheard-of",
      })
  void the_reader_and_the_schema_know_the_same_words(
      String pointer, int catalogue, String was, String is) throws IOException {
    String written = is.startsWith("correction") ? "correction: unheard-of\n    statement: A" : is;
    JsonNode found = json().at("/definitions" + pointer);
    while (!found.has("enum")) {
      found = found.has("anyOf") ? found.path("anyOf").get(0) : found.path("allOf").get(0);
    }
    List<String> words = new ArrayList<>();
    found.path("enum").forEach(word -> words.add(word.asText()));
    assertThat(words)
        .containsExactlyInAnyOrderElementsOf(
            readersWords(KINDS.get(catalogue).replace(was, written)));
  }

  @Test
  void every_metric_stands_in_the_schema() throws IOException {
    for (String form : Metrics.forms()) {
      String name =
          form.replace("GROUP", "animals")
              .replaceFirst("M<X\\).*", "train_loss<1.5)")
              .replaceFirst("\\(F\\).*", "(0.5)")
              .replaceFirst("CLASS#METHOD\\).*", "org.example.A#b)");
      assertThat(faults(GOOD.replace("metric: test_error", "metric: '" + name + "'")))
          .as(name)
          .isEmpty();
    }
  }

  /** Replaces a piece of a good catalogue by a mistake that a schema can see. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "paper: {        | papers: {",
        "year: 2017      | year: 20170",
        "authors: [A. Author], | ``",
        "arxiv: '1709.07634' | arxiv: '1709'",
        "id: a-claim     | id: A claim",
        "statement: A sentence. | ``",
        "where: abstract | quote: abstract",
        "kind: effect    | kind: affect",
        "better: lower   | better: less",
        "alpha: 0.05     | alpha: 5",
        "margin: 0       | margin: -1",
        "margin: 0,      | ``",
        "test: paired-t  | test: rank",
        "metric: test_error | metric: test_eror",
        "treatment: {erase: last@100%} | treatment: {seeds: 4}",
        "control: {}     | control: none",
        "control: {}     | best: {}",
        "seeds: 3        | seeds: none",
        "seeds: 3        | validation: false",
        "epochs: 3       | epochs: many",
        "epochs: 3       | epochs: [[3]]",
        "epochs: 3       | epochs: 3, drops: {0: 0.1}",
        "epochs: 3       | epochs: 3, optimiser: {kind: adam, decay: 0.9, epsilon: 1}",
        "dataset: shapes10, im | dataset: shapes11, im",
        "{not_attempted: too dear} | {not_attempted: too dear, epochs: 3}",
        "reduced: {not_attempted: too dear} | ``",
        "  own: {for     | small: {for",
        "pixels: 8       | pixels: all",
        "pixels: 8       | pixels: 8, protocol: look",
      })
  void a_wrong_catalogue_is_refused_by_both(String was, String is) throws IOException {
    String wrong = GOOD.replace(was.equals("own: {for") ? "own: {for" : was, is);
    assertThat(wrong).isNotEqualTo(GOOD);
    assertThat(isRead(wrong)).as("read").isFalse();
    assertThat(faults(wrong)).isNotEmpty();
  }

  /** Words that stand somewhere in a catalogue, put elsewhere. */
  private static final List<String> WORDS =
      List.of(
          "0",
          "1",
          "3",
          "0.1",
          "1e-4",
          ".5",
          "'3'",
          "true",
          "false",
          "none",
          "small",
          "own",
          "fp32",
          "bf16",
          "adam",
          "sgd",
          "cifar10",
          "test_loss",
          "higher",
          "sign-flip",
          "first@50%",
          "all",
          "[flip]",
          "[1, 3]",
          "{}",
          "text",
          "<own>",
          "<epochs>",
          "2017",
          "{looks: [3, 5], spending: pocock}");

  @Test
  void the_schema_refuses_nothing_that_the_reader_takes() {
    Pattern value = Pattern.compile("(?<=: )(\\[[^\\]\\[]*\\]|[^\\s{}\\[\\],]+)(?=[,}\\n])");
    int[] counts = {0, 0};
    Property.holds(
        150,
        draw -> {
          String good = draw.of(KINDS);
          List<Matcher> places = new ArrayList<>();
          Matcher all = value.matcher(good);
          List<int[]> spans = new ArrayList<>();
          while (all.find()) {
            spans.add(new int[] {all.start(), all.end()});
          }
          int[] span = draw.of(spans);
          String changed = good.substring(0, span[0]) + draw.of(WORDS) + good.substring(span[1]);
          counts[0]++;
          if (isRead(changed)) {
            counts[1]++;
            assertThat(faults(changed)).as("%s%n%s".formatted(faults(changed), changed)).isEmpty();
          }
        });
    // Or else the property would say nothing.
    assertThat(20 * counts[1]).isGreaterThan(counts[0] - 20);
  }
}
