package org.paperclaims.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.measure.Measurement;
import org.paperclaims.harness.measure.TrainedNetwork;
import org.paperclaims.harness.measure.Unit;
import org.paperclaims.harness.run.RunRecord;

/** Claims that are measured by a Java method of their author. */
class JavaMeasurementTest {
  private static final String HERE = JavaMeasurementTest.class.getName();

  @TempDir private Path folder = Path.of("");

  /** A class as the author of a claim writes it. */
  public static final class Weights {
    private Weights() {}

    @Measurement(label = "Share of small weights", unit = Unit.RATIO, better = Direction.HIGHER)
    public static double small(TrainedNetwork net) {
      float[] values = net.model().tensor(net.network().parameters().get(0).name()).data();
      int small = 0;
      for (float value : values) {
        small += Math.abs(value) < 0.1 ? 1 : 0;
      }
      return (double) small / values.length;
    }

    @Measurement(label = "Nothing", unit = Unit.RATIO, better = Direction.LOWER)
    public static double nothing(TrainedNetwork net) {
      return Double.NaN;
    }

    @Measurement(label = "A fault", unit = Unit.RATIO, better = Direction.LOWER)
    public static double thrown(TrainedNetwork net) {
      throw new IllegalStateException("the author's own fault");
    }

    @Measurement(label = "A wrong type", unit = Unit.RATIO, better = Direction.LOWER)
    public static int wholeNumber(TrainedNetwork net) {
      return 1;
    }

    public static double unmarked(TrainedNetwork net) {
      return 1;
    }
  }

  private Claims run(String method) throws IOException {
    Path record =
        Files.writeString(
            folder.resolve("own.yaml"),
            """
            paper: made up
            claims:
              - id: own
                statement: A made-up claim.
                source: {where: nowhere}
                criterion: {kind: effect, metric: "java(METHOD)", better: higher, alpha: 0.05, margin: 0, test: paired-t}
                control: {}
                treatment: {erase: last@100%}
                tiers:
                  smoke: {architecture: resnet-8-w4, dataset: shapes10, pixels: 8, images: 100, test_images: 100, recipe: small, epochs: 1, batch: 50, learning_rate: 0.05, seeds: 3}
                  reduced: {not_attempted: made up}
                  full: {not_attempted: made up}
            """
                .replace("METHOD", method));
    return new RecordOnTrial(record, "own", folder).run();
  }

  private List<RunRecord> runs() {
    return RecordOnTrial.runsIn(folder);
  }

  @Test
  void its_number_is_recorded_judged_and_reported_by_its_label() throws IOException {
    String method = HERE + "$Weights#small";
    Claims call = run(method);
    assertThat(call.out() + call.err()).doesNotContain("INVALID");
    assertThat(runs())
        .hasSize(6)
        .allSatisfy(r -> assertThat(r.metrics().get("java(" + method + ")")).isBetween(0.01, 1.0));
    try (Stream<Path> pages = Files.walk(folder.resolve("report"))) {
      assertThat(pages.filter(p -> p.toString().endsWith(".html")))
          .anySatisfy(p -> assertThat(p).content().contains("Share of small weights"));
    }
    assertThat(folder.resolve("results/ledger.csv")).content().contains("java(" + method + ")");
  }

  @Test
  void it_may_find_nothing_to_measure_which_makes_the_case_invalid() throws IOException {
    assertThat(run(HERE + "$Weights#nothing").err()).contains("INVALID");
    assertThat(runs())
        .hasSize(6)
        .allSatisfy(r -> assertThat(r.metrics()).containsKey("test_error"));
  }

  @Test
  void its_fault_is_told_and_costs_no_run() throws IOException {
    PrintStream out = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, UTF_8));
    try {
      run(HERE + "$Weights#thrown");
    } finally {
      System.setOut(out);
    }
    assertThat(said.toString(UTF_8))
        .contains("cannot be measured: it threw java.lang.IllegalStateException: the author's own");
    assertThat(runs())
        .hasSize(6)
        .allSatisfy(r -> assertThat(r.metrics()).containsKey("test_error"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "org.example.Gone#small | there is no class org.example.Gone on the class path",
        "$Weights#smal | has no method smal that is marked as a @Measurement",
        "$Weights#unmarked | has no method unmarked that is marked as a @Measurement",
        "$Weights#wholeNumber | must be public and static, in a public class, take a TrainedNetwork and return a double",
        "java.lang.System#exit | has no method exit that is marked as a @Measurement",
        "small | allowed test_error"
      })
  void a_method_that_is_not_there_is_refused_where_it_is_named(String method, String why)
      throws IOException {
    Claims call = run(method.startsWith("$") ? HERE + method : method);
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("own.yaml:6:").contains("field 'metric'").contains(why);
  }
}
