package org.paperclaims.trackers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.run.RunRecord;

/** A server has each run once, with its numbers by epoch, its commit and its data. */
class MlflowExperimentTest {
  private static final Clock NOON = Clock.fixed(Instant.ofEpochSecond(1_000_000), ZoneOffset.UTC);

  private RecordedMlflow server;
  private MlflowExperiment experiment;

  @BeforeEach
  void start() throws IOException {
    server = new RecordedMlflow();
    experiment = experiment(Map.of());
  }

  private MlflowExperiment experiment(Map<String, String> environment) {
    return new MlflowExperiment(new MlflowApi(server.address(), environment), "cifar", NOON);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_run_comes_with_metrics_by_epoch_commit_spec_and_data() throws IOException {
    RunRecord run = Runs.completed(3);
    experiment.tell(run, false);
    assertThat(server.calls)
        .containsExactly(
            "experiments/search",
            "experiments/create",
            "runs/search",
            "runs/create",
            "runs/log-batch",
            "runs/log-batch",
            "runs/log-inputs",
            "runs/update");
    assertThat(server.experiment).isEqualTo("cifar");
    JsonNode info = server.runs.get(0).path("info");
    assertThat(info.path("status").asText()).isEqualTo("FINISHED");
    assertThat(info.path("start_time").asLong()).isEqualTo(999_980_000L);
    assertThat(info.path("end_time").asLong()).isEqualTo(1_000_000_000L);
    assertThat(info.path("run_name").asText()).endsWith("-seed3");
    JsonNode data = server.runs.get(0).path("data");
    assertThat(RecordedMlflow.pair(data.path("tags"), "mlflow.source.git.commit"))
        .isEqualTo("4b298f7");
    assertThat(RecordedMlflow.pair(data.path("tags"), "paper_claims.fingerprint"))
        .isEqualTo(run.fingerprint());
    assertThat(RecordedMlflow.pair(data.path("params"), "recipe.batch")).isEqualTo("32");
    assertThat(RecordedMlflow.pair(data.path("params"), "seed")).isEqualTo("3");
    assertThat(StreamSupport.stream(data.path("metrics").spliterator(), false))
        .extracting(
            m -> m.path("key").asText() + " " + m.path("step") + " " + m.path("value").asText())
        .contains("test_error 1 40.25", "test_error 2 12.5", "epochs_to/train_error below 20 2 2.0")
        .hasSize(9);
    JsonNode input = server.runs.get(0).path("inputs").path(0);
    assertThat(input.path("dataset").path("name").asText()).isEqualTo("shapes10");
    assertThat(run.spec().datasetChecksum())
        .startsWith(input.path("dataset").path("digest").asText());
    assertThat(RecordedMlflow.pair(input.path("tags"), "mlflow.data.context"))
        .isEqualTo("training");
  }

  @Test
  void a_run_that_is_there_is_not_made_a_second_time() throws IOException {
    experiment.tell(Runs.completed(3), false);
    experiment(Map.of()).tell(Runs.completed(3), true);
    experiment.tell(Runs.completed(4), false);
    assertThat(server.runs).hasSize(2);
    assertThat(server.calls).containsOnlyOnce("experiments/create");
    assertThat(server.calls).filteredOn("runs/update"::equals).hasSize(2);
  }

  @Test
  void a_run_that_was_cut_off_is_filled() throws IOException {
    server.broken = "runs/update";
    assertThatThrownBy(() -> experiment.tell(Runs.completed(3), false))
        .isInstanceOf(IOException.class)
        .hasMessage("it answered 400 to runs/update: not so: INTERNAL_ERROR");
    server.broken = "";
    experiment.tell(Runs.completed(3), true);
    assertThat(server.runs)
        .singleElement()
        .satisfies(r -> assertThat(r.path("info").path("status").asText()).isEqualTo("FINISHED"));
  }

  @Test
  void numbers_that_are_none_and_long_runs_are_taken() throws IOException {
    double[] errors = IntStream.range(0, 600).mapToDouble(e -> 90.0).toArray();
    errors[599] = Double.NaN;
    experiment.tell(Runs.of(1, RunRecord.Outcome.DIVERGED, errors), false);
    JsonNode metrics = server.runs.get(0).path("data").path("metrics");
    assertThat(metrics).hasSize(2400);
    assertThat(metrics.get(2399).path("value").asText()).isEqualTo("NaN");
  }

  @Test
  void an_old_server_without_data_sets_has_the_run_all_the_same() throws IOException {
    server.old = true;
    experiment.tell(Runs.completed(3), false);
    assertThat(server.runs.get(0).path("info").path("status").asText()).isEqualTo("FINISHED");
  }

  @Test
  void a_token_or_a_password_is_sent_as_mlflows_clients_send_it() throws IOException {
    experiment(Map.of("MLFLOW_TRACKING_TOKEN", "t")).tell(Runs.completed(1), false);
    assertThat(server.authorization).isEqualTo("Bearer t");
    experiment(Map.of("MLFLOW_TRACKING_USERNAME", "me", "MLFLOW_TRACKING_PASSWORD", "pw"))
        .tell(Runs.completed(2), false);
    assertThat(server.authorization).isEqualTo("Basic bWU6cHc=");
  }
}
