package org.paperclaims.trackers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/**
 * An experiment of an MLflow server. A run has its spec as parameters, its numbers epoch by epoch
 * as metrics, its data as a data set, and its fingerprint as a tag, by which it is known again.
 */
final class MlflowExperiment implements Tracker {
  private static final String FINGERPRINT = "paper_claims.fingerprint";

  /** The most that MLflow takes in one call. */
  private static final int BATCH = 900;

  private static final int MOST_TAGS = 90;
  private static final int LONGEST_VALUE = 500;

  private final MlflowApi server;
  private final String name;
  private final Clock clock;
  private String id = "";

  /**
   * @param name of the experiment, which is made if it is not there
   */
  MlflowExperiment(MlflowApi server, String name, Clock clock) {
    this.server = server;
    this.name = name;
    this.clock = clock;
  }

  @Override
  public String place() {
    return server.address() + ", experiment " + name;
  }

  @Override
  public void tell(RunRecord run, boolean reused) throws IOException {
    if (id.isEmpty()) {
      id = experiment();
    }
    JsonNode found = find(run.fingerprint());
    if (found.path("info").path("status").asText().equals("FINISHED")) {
      return;
    }
    long length = Math.round(run.seconds() * 1000);
    long start = found.path("info").path("start_time").asLong(clock.millis() - length);
    String runId = found.path("info").path("run_id").asText();
    if (runId.isEmpty()) {
      runId = create(run, start);
    }
    parameters(runId, run.spec());
    metrics(runId, run, start, length);
    input(runId, run.spec());
    ObjectNode end = MlflowApi.body().put("run_id", runId).put("end_time", start + length);
    boolean failed = run.outcome() == RunRecord.Outcome.FAILED;
    server.post("runs/update", end.put("status", failed ? "FAILED" : "FINISHED"));
  }

  /** Find the experiment, or make it. Another client may make it at the same moment. */
  private String experiment() throws IOException {
    String found = search();
    if (!found.isEmpty()) {
      return found;
    }
    try {
      return server
          .post("experiments/create", MlflowApi.body().put("name", name))
          .path("experiment_id")
          .asText();
    } catch (MlflowApi.Refused e) {
      found = e.code().equals("RESOURCE_ALREADY_EXISTS") ? search() : "";
      if (found.isEmpty()) {
        throw e;
      }
      return found;
    }
  }

  private String search() throws IOException {
    ObjectNode query = MlflowApi.body().put("max_results", 1);
    query.put("filter", "name = '" + name.replace("'", "\\'") + "'");
    return server
        .post("experiments/search", query)
        .path("experiments")
        .path(0)
        .path("experiment_id")
        .asText();
  }

  /** Find the run that has a fingerprint; a run that is not whole is filled, not made twice. */
  private JsonNode find(String fingerprint) throws IOException {
    ObjectNode query = MlflowApi.body().put("max_results", 1);
    query.putArray("experiment_ids").add(id);
    query.put("filter", "tags.`" + FINGERPRINT + "` = '" + fingerprint + "'");
    return server.post("runs/search", query).path("runs").path(0);
  }

  private String create(RunRecord run, long start) throws IOException {
    ObjectNode body = MlflowApi.body().put("experiment_id", id).put("start_time", start);
    body.put("run_name", TrackedName.of(run.spec()));
    Map<String, String> tags = new TreeMap<>();
    run.environment().entrySet().stream()
        .limit(MOST_TAGS)
        .forEach(e -> tags.put("paper_claims.environment." + e.getKey(), e.getValue()));
    tags.put(FINGERPRINT, run.fingerprint());
    tags.put("paper_claims.outcome", run.outcome().name());
    tags.put("mlflow.runName", TrackedName.of(run.spec()));
    tags.put("mlflow.source.name", "paper-claims");
    tags.put("mlflow.source.type", "LOCAL");
    String commit = run.environment().get("commit");
    if (commit != null) {
      tags.put("mlflow.source.git.commit", commit);
    }
    put(body.putArray("tags"), tags);
    return server.post("runs/create", body).path("run").path("info").path("run_id").asText();
  }

  private static void put(ArrayNode pairs, Map<String, String> values) {
    values.forEach(
        (key, value) ->
            pairs
                .addObject()
                .put("key", MlflowNames.of(key))
                .put("value", value.substring(0, Math.min(LONGEST_VALUE, value.length()))));
  }

  private void parameters(String runId, RunSpec spec) throws IOException {
    ObjectNode body = MlflowApi.body().put("run_id", runId);
    put(body.putArray("params"), SpecFields.of(spec));
    server.post("runs/log-batch", body);
  }

  private void metrics(String runId, RunRecord run, long start, long length) throws IOException {
    List<TrackedNumbers.Point> points = TrackedNumbers.of(run);
    int epochs = Math.max(1, run.spec().recipe().epochs());
    for (int first = 0; first < points.size(); first += BATCH) {
      ObjectNode body = MlflowApi.body().put("run_id", runId);
      ArrayNode metrics = body.putArray("metrics");
      for (TrackedNumbers.Point p : points.subList(first, Math.min(points.size(), first + BATCH))) {
        ObjectNode metric = metrics.addObject().put("key", MlflowNames.of(p.name()));
        // A record has no times of its epochs, so they are taken to be equally long.
        metric.put("timestamp", start + length * p.epoch() / epochs).put("step", p.epoch());
        number(metric::put, metric::put, p.value());
      }
      server.post("runs/log-batch", body);
    }
  }

  /** JSON has no number that is none or infinite; protobuf's JSON has words for them. */
  private static void number(
      BiConsumer<String, Double> finite, BiConsumer<String, String> other, double value) {
    if (Double.isFinite(value)) {
      finite.accept("value", value);
    } else {
      other.accept("value", Double.toString(value));
    }
  }

  private void input(String runId, RunSpec spec) throws IOException {
    ObjectNode body = MlflowApi.body().put("run_id", runId);
    ObjectNode input = body.putArray("datasets").addObject();
    input
        .putArray("tags")
        .addObject()
        .put("key", "mlflow.data.context")
        .put("value", spec.protocol().trains() ? "training" : "evaluation");
    String source = MlflowApi.body().put("name", spec.dataset().name()).toString();
    input
        .putObject("dataset")
        .put("name", spec.dataset().name())
        // MLflow's digests have at most 36 characters; the whole one is a parameter of the run.
        .put(
            "digest",
            spec.datasetChecksum().substring(0, Math.min(32, spec.datasetChecksum().length())))
        .put("source_type", "paper-claims")
        .put("source", source);
    try {
      server.post("runs/log-inputs", body);
    } catch (MlflowApi.Refused e) {
      // Servers before MLflow 2.4 know no data sets; the run is whole without.
      if (!e.code().equals("ENDPOINT_NOT_FOUND")
          && !String.valueOf(e.getMessage()).startsWith("it answered 404")) {
        throw e;
      }
    }
  }
}
