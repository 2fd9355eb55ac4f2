package org.paperclaims.harness.elsewhere;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.paperclaims.harness.catalogue.Columns;
import org.paperclaims.harness.run.Fingerprint;

/**
 * A server of MLflow, by its REST API 2.0: {@code experiments/search}, {@code runs/search} and
 * {@code metrics/get-history}, a page at a time.
 */
final class MlflowServer implements RowReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_ANSWER = 64 << 20;
  private static final int MOST_PAGES = 100_000;

  private final String address;
  private final String experiment;
  private final Columns columns;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();
  private final MessageDigest answers = Fingerprint.digest();

  /**
   * @param address such as {@code http://localhost:5000}
   * @param experiment the name of the one that is meant; empty for all
   * @param columns whose metrics are asked for
   */
  MlflowServer(String address, String experiment, Columns columns) {
    this.address = address.replaceFirst("/+$", "");
    this.experiment = experiment;
    this.columns = columns;
  }

  /** Give the SHA-256 of everything that the server answered, in order. */
  String digest() {
    return HexFormat.of().formatHex(answers.digest());
  }

  @Override
  public void read(Consumer<Row> rows) throws IOException {
    ObjectNode query = JSON.createObjectNode();
    experiments().forEach(query.putArray("experiment_ids")::add);
    query.put("run_view_type", "ACTIVE_ONLY");
    query.put("max_results", 1000);
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode answer = post("runs/search", query);
      for (JsonNode run : answer.path("runs")) {
        run(run, rows);
      }
      String next = answer.path("next_page_token").asText("");
      if (next.isEmpty()) {
        return;
      }
      query.put("page_token", next);
    }
    throw refuse("it has more than " + MOST_PAGES + " pages of runs");
  }

  private List<String> experiments() throws IOException {
    List<String> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    ObjectNode query = JSON.createObjectNode().put("max_results", 1000);
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode answer = post("experiments/search", query);
      for (JsonNode found : answer.path("experiments")) {
        names.add(found.path("name").asText());
        if (experiment.isEmpty() || found.path("name").asText().equals(experiment)) {
          ids.add(found.path("experiment_id").asText());
        }
      }
      String next = answer.path("next_page_token").asText("");
      if (next.isEmpty()) {
        break;
      }
      query.put("page_token", next);
    }
    if (ids.isEmpty()) {
      throw refuse("it has no experiment '" + experiment + "'; there are " + names);
    }
    return ids;
  }

  private void run(JsonNode run, Consumer<Row> rows) throws IOException {
    String id = run.path("info").path("run_id").asText();
    Map<String, String> about = new TreeMap<>();
    put(run.path("data").path("params"), "params.", about);
    put(run.path("data").path("tags"), "tags.", about);
    String name =
        run.path("info").path("run_name").asText(about.getOrDefault("tags.mlflow.runName", id));
    for (JsonNode metric : run.path("data").path("metrics")) {
      String key = metric.path("key").asText();
      if (columns.metrics().values().stream().anyMatch(m -> m.column().equals(key))) {
        history(id, name, key, about, rows);
      }
    }
  }

  private static void put(JsonNode pairs, String prefix, Map<String, String> about) {
    for (JsonNode pair : pairs) {
      about.put(prefix + pair.path("key").asText(), pair.path("value").asText());
    }
  }

  private void history(
      String id, String name, String key, Map<String, String> about, Consumer<Row> rows)
      throws IOException {
    String token = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode answer =
          get(
              "metrics/get-history?run_id="
                  + encoded(id)
                  + "&metric_key="
                  + encoded(key)
                  + "&max_results=25000"
                  + (token.isEmpty() ? "" : "&page_token=" + encoded(token)));
      for (JsonNode point : answer.path("metrics")) {
        Row row = new Row(new Place(address + ", run " + id, 0, 0));
        row.put(RUN, name.isEmpty() ? id : name, 0);
        about.forEach((k, v) -> row.put(k, v, 0));
        row.put(METRIC, key, 0);
        row.put(VALUE, MlflowNumber.logged(point.path("value").asText()), 0);
        row.put(EPOCH, point.path("step").asText("0"), 0);
        rows.accept(row);
      }
      token = answer.path("next_page_token").asText("");
      if (token.isEmpty()) {
        return;
      }
    }
    throw refuse("the run " + id + " has more than " + MOST_PAGES + " pages of " + key);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private JsonNode post(String call, ObjectNode body) throws IOException {
    return send(
        call,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private JsonNode get(String call) throws IOException {
    return send(call, HttpRequest.newBuilder().GET());
  }

  private JsonNode send(String call, HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<InputStream> answer =
          client.send(
              request
                  .uri(URI.create(address + "/api/2.0/mlflow/" + call))
                  .timeout(Duration.ofMinutes(5))
                  .build(),
              HttpResponse.BodyHandlers.ofInputStream());
      byte[] bytes;
      try (InputStream body = answer.body()) {
        bytes = body.readNBytes(LARGEST_ANSWER + 1);
      }
      if (answer.statusCode() != 200) {
        throw refuse(
            "it answered %d to %s: %s"
                .formatted(
                    answer.statusCode(),
                    call.replaceFirst("[?].*", ""),
                    new String(bytes, 0, Math.min(200, bytes.length), StandardCharsets.UTF_8)));
      }
      if (bytes.length > LARGEST_ANSWER) {
        throw refuse("it answered more than " + LARGEST_ANSWER + " bytes to " + call);
      }
      answers.update(bytes);
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw refuse("it answered no JSON to " + call + ": is this a server of MLflow?");
    } catch (IllegalArgumentException e) {
      throw refuse("this is no address of a server: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + address + " answered", e);
    } catch (IOException e) {
      throw refuse("it cannot be reached (" + e + ")");
    }
  }

  private ImportException refuse(String problem) {
    return new Place(address, 0, 0).refuse(problem);
  }
}
