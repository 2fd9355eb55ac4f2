package org.paperclaims.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The project in {@code samples/own-project}: what it brings, and what its absence says. */
@Tag("long")
class OwnProjectTest {
  private static final Path SAMPLE = Path.of("..", "samples", "own-project", "src", "main");
  private static final String CATALOGUE = "org/example/digits/digits.yaml";

  @TempDir private static Path folder = Path.of("");

  @BeforeAll
  static void compile() throws IOException {
    copy(SAMPLE.resolve("resources"), folder.resolve("own"));
    compile(SAMPLE.resolve("java"), folder.resolve("own"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private static void compile(Path sources, Path to) throws IOException {
    List<String> words = new ArrayList<>(List.of("-proc:none", "-d", to.toString(), "-cp"));
    words.add(System.getProperty("java.class.path"));
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(f -> f.endsWith(".java")).forEach(words::add);
    }
    int code =
        Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
            .run(null, null, null, words.toArray(String[]::new));
    assertThat(code).isZero();
  }

  /** Call the command with class paths of our own behind its own. */
  private static Claims claims(List<Path> own, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(Claims.process(arguments));
    int path = words.indexOf("-cp") + 1;
    own.forEach(entry -> words.set(path, words.get(path) + File.pathSeparator + entry));
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        new ProcessBuilder(words).directory(folder.toFile()).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Claims(process.waitFor(), out, Files.readString(err));
  }

  private static Claims claims(String... arguments) throws IOException, InterruptedException {
    Claims call = claims(List.of(folder.resolve("own")), arguments);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err()).doesNotContain("warning");
    return call;
  }

  @Test
  void every_command_knows_what_it_brings() throws Exception {
    assertThat(claims("doctor").out())
        .contains(
            "data set 'segment-digits' of org.example.digits.SegmentDigits",
            "family of architectures 'mlp' of org.example.digits.Perceptron",
            "initialisation 'small-weights' of org.example.digits.SmallWeights",
            "metric 'weight_norm' of org.example.digits.WeightNorm");
    assertThat(claims("list").out()).contains("rectifiers-lower-error", "last-relu-lowers-error");
    assertThat(claims("dataset", "show", "segment-digits").out())
        .contains(
            "500 training and 300 test examples of 1 x 8 x 8",
            "mean 0.3377 (constant 0.3377), deviation 0.2249 (constant 0.2249)");
    assertThat(claims("architecture", "mlp-3-w8").out()).contains("input              1x8x8");
    assertThat(
            claims("plan", "--include", "decay-keeps-weights-small", "--results", "nothing").out())
        .contains("8 different runs, 8 to do");
    claims("init", folder.resolve("new").resolve("mine.yaml").toString(), "--title", "Mine");
    assertThat(folder.resolve("new").resolve("catalogue.schema.json"))
        .content()
        .contains("\"segment-digits\"", "\"weight_norm\"", "\"small-weights\"");
  }

  @Test
  void its_claims_are_run_and_reported() throws Exception {
    String[] run = {
      "run",
      "--include",
      "rectifiers-lower-error,decay-keeps-weights-small",
      "--results",
      folder.resolve("results").toString(),
      "--report-dir",
      folder.resolve("report").toString()
    };
    assertThat(claims(run).out()).contains("2 REPRODUCED");
    assertThat(claims(run).out()).contains("20 runs, of which 20 are recorded and reused");
    assertThat(folder.resolve("report").resolve("index.html"))
        .content()
        .contains("Digits of seven segments");
    assertThat(folder.resolve("report").resolve("claims").resolve("decay-keeps-weights-small.html"))
        .content()
        .contains("Root mean square of the weights");
    claims(
        "report",
        "--include",
        "decay-keeps-weights-small",
        "--results",
        folder.resolve("results").toString(),
        "--report-dir",
        folder.resolve("decay").toString());
    assertThat(folder.resolve("decay").resolve("networks.html"))
        .content()
        .containsSubsequence("Every ReLU was kept in all runs of:", "mlp-2")
        .doesNotContain("ReLUs erased, in");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          mlp-2          ; mlp-2          ; 'mlp-2': there is no such family
          mlp-2          ; resnet-8-w4    ; field 'dataset': found 'segment-digits'
          segment-digits ; shapes10       ; field 'metric': found 'weight_norm'
          weight_norm    ; test_error     ; field 'initialisation': found 'small-weights'
          """)
  void without_it_the_records_say_which_name_is_missing(
      String brought, String instead, String message) throws IOException {
    String record = Files.readString(SAMPLE.resolve("resources").resolve(CATALOGUE));
    if (!brought.equals(instead)) {
      record = record.replace("mlp-2", "resnet-8-w4").replace(brought, instead);
      if (brought.equals("weight_norm")) {
        record = record.replace("segment-digits", "shapes10");
      }
    }
    Path file = Files.writeString(Files.createTempFile(folder, "digits", ".yaml"), record);

    Claims call = Claims.call("check", file.toString());

    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains(message);
  }

  @Test
  void bad_plug_ins_cost_a_line_each_and_never_the_suite() throws Exception {
    Path other = folder.resolve("other");
    Path services = Files.createDirectories(other.resolve("META-INF").resolve("services"));
    Files.writeString(
        services.resolve("org.paperclaims.datasets.DatasetProvider"),
        "org.example.other.Throws\norg.example.other.Same\norg.example.other.Missing\n");
    Files.writeString(
        services.resolve("org.paperclaims.harness.suite.SuiteListener"),
        "org.example.other.Throws\n");
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Files.writeString(
        sources.resolve("Throws.java"),
        """
        package org.example.other;
        public class Throws extends org.example.digits.SegmentDigitsLike {
          public Throws() { throw new IllegalStateException("no disk"); }
        }
        """);
    Files.writeString(
        sources.resolve("Same.java"),
        """
        package org.example.other;
        public class Same extends org.example.digits.SegmentDigitsLike {}
        """);
    Files.writeString(
        sources.resolve("SegmentDigitsLike.java"),
        """
        package org.example.digits;
        import java.nio.file.Path;
        import java.util.List;
        import org.paperclaims.datasets.*;
        public class SegmentDigitsLike implements DatasetProvider {
          public String name() { return "segment-digits"; }
          public List<String> labels() { return List.of("a", "b"); }
          public ImageSize size() { return new ImageSize(1, 4, 4); }
          public Normalisation normalisation() { return new Normalisation(List.of(0.5), List.of(0.2)); }
          public int trained() { return 4; }
          public int tested() { return 2; }
          public LabelledImages images(Part part, Path folder) { throw new IllegalStateException(); }
        }
        """);
    compile(sources, other);
    List<Path> both = List.of(folder.resolve("own"), other);
    String[] words = {
      "run",
      "--include",
      "blocked-negatives-weaken-gradients",
      "--results",
      folder.resolve("with-bad").toString(),
      "--report-dir",
      folder.resolve("report-with-bad").toString()
    };

    Claims run = claims(both, words);
    // The sample's own catalogue cannot be read: its data set is one of two of that name.
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "a plug-in cannot be used: org.paperclaims.datasets.DatasetProvider: Provider org.example.other.Throws could not be instantiated",
            "Provider org.example.other.Missing not found",
            "'segment-digits' is the name of a data set of org.example.digits.SegmentDigits in own and org.example.other.Same in other, so neither is taken; leave one out");

    Claims alone = claims(List.of(other), words);
    assertThat(alone.code()).as(alone.err()).isZero();
    assertThat(alone.out()).contains("blocked-negatives-weaken-gradients [plain-56-w4");
    assertThat(alone.err().lines().filter(line -> line.startsWith("claims: warning: ")))
        .hasSize(3)
        .allMatch(line -> line.contains("a plug-in cannot be used: "));
  }
}
