package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.RunRecord;

/** Records that judge by metrics of which most runs are not measured. */
class AskedMetricsTest {
  @TempDir private Path folder = Path.of("");

  private Path record(String metric, String architecture, String protocol) throws IOException {
    String train =
        protocol.equals("train")
            ? "images: 100, test_images: 100, recipe: small, epochs: 1, batch: 50, learning_rate: 0.05"
            : "protocol: " + protocol + ", images: 100, test_images: 100, batch: 50";
    return Files.writeString(
        folder.resolve("asked.yaml"),
        """
        paper: made up
        claims:
          - id: asked
            statement: A made-up claim.
            source: {where: nowhere}
            criterion: {kind: effect, metric: "METRIC", better: lower, alpha: 0.05, margin: 0, test: paired-t}
            control: {}
            treatment: {erase: last@100%}
            tiers:
              smoke: {architecture: ARCHITECTURE, dataset: shapes10, pixels: 8, TRAIN, seeds: 3}
              reduced: {not_attempted: made up}
              full: {not_attempted: made up}
        """
            .replace("METRIC", metric)
            .replace("ARCHITECTURE", architecture)
            .replace("TRAIN", train));
  }

  private Claims run(Path record) {
    return new RecordOnTrial(record, "asked", folder).run();
  }

  private List<RunRecord> runs() {
    return RecordOnTrial.runsIn(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "shift_change(last), resnet-8-w4",
    "occlusion(centre), resnet-8-w4",
    "dead_share, resnet-8-w4",
    "slope(first), resnet-8-w4-prelu",
    "top2_error, resnet-8-w4",
    "error_gap, resnet-8-w4",
    "epochs_to(train_loss<9), resnet-8-w4"
  })
  void a_record_judges_by_it(String metric, String architecture) throws IOException {
    Claims call = run(record(metric, architecture, "train"));
    assertThat(call.out() + call.err()).doesNotContain("INVALID");
    assertThat(runs())
        .hasSize(6)
        .allSatisfy(run -> assertThat(Metrics.value(metric, run)).isFinite());
  }

  @Test
  void runs_of_before_are_measured_by_their_models_and_keep_their_numbers() throws IOException {
    run(record("test_error", "resnet-8-w4", "train"));
    List<RunRecord> before = runs();
    assertThat(before).allSatisfy(r -> assertThat(r.metrics()).doesNotContainKey("dead_share"));
    run(record("dead_share", "resnet-8-w4", "train"));
    List<RunRecord> after = runs();
    assertThat(after).extracting(RunRecord::seconds).isEqualTo(seconds(before));
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i).metrics())
          .containsAllEntriesOf(before.get(i).metrics())
          .containsKey("dead_share");
    }
  }

  @Test
  void what_several_claims_ask_of_a_run_is_measured_once_and_all_of_it_kept() throws IOException {
    Path first = record("dead_share", "resnet-8-w4", "train");
    String one = Files.readString(first);
    String claim = one.substring(one.indexOf("  - id: asked"));
    Path record =
        Files.writeString(
            first,
            one
                + claim.replace("id: asked", "id: asked-too").replace("dead_share", "top2_error")
                + claim
                    .replace("id: asked", "id: asked-as-well")
                    .replace("dead_share", "shift_change(last)"));
    RecordOnTrial trial = new RecordOnTrial(record, "asked*", folder);
    trial.run();
    assertThat(runs())
        .hasSize(6)
        .allSatisfy(
            run ->
                assertThat(run.metrics())
                    .containsKeys("dead_share", "top2_error", "shift_change(last)"));
    List<String> rows = rowsOfRuns();
    trial.run();
    assertThat(rowsOfRuns()).isEqualTo(rows);
  }

  private List<String> rowsOfRuns() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      Path ledger = files.filter(f -> f.endsWith("ledger.csv")).findFirst().orElseThrow();
      return Files.readAllLines(ledger).stream().filter(row -> row.startsWith("run,")).toList();
    }
  }

  private static List<Double> seconds(List<RunRecord> runs) {
    return runs.stream().map(RunRecord::seconds).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gradient_norm(first)", "gradient_norm(last)", "gradient_fade"})
  void gradients_are_told_in_decades(String metric) throws IOException {
    run(record(metric, "plain-8-w4", "gradients"));
    assertThat(runs()).hasSize(6).allSatisfy(r -> assertThat(Metrics.value(metric, r)).isFinite());
    assertThat(runs())
        .allSatisfy(
            r ->
                assertThat(Metrics.value("gradient_fade", r))
                    .isEqualTo(
                        Metrics.value("gradient_norm(last)", r)
                            - Metrics.value("gradient_norm(first)", r)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          slope(last)           ; learns no slopes in its last module
          test_error(animals)   ; shapes10 names no groups of classes
          top4_error            ; allowed test_error, best_test_error
          epochs_to(loss<1)     ; allowed test_error, best_test_error
          """)
  void a_metric_that_runs_cannot_have_is_refused_in_the_record(String metric, String found)
      throws IOException {
    Claims call = run(record(metric, "resnet-8-w4", "train"));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains("asked.yaml:", "field 'metric'", found);
  }
}
