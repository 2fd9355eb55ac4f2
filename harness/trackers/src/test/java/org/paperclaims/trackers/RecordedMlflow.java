package org.paperclaims.trackers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that answers as MLflow's does, by its REST API 2.0, and refuses what MLflow refuses. It
 * keeps runs in memory and every call that it had.
 */
final class RecordedMlflow implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("[\\w./ -]{1,250}");
  private static final Pattern BY_TAG = Pattern.compile("tags\\.`(.+)` = '(.+)'");
  private static final Set<String> FIELDS =
      Set.of("run_id", "metrics", "params", "tags", "datasets", "status", "end_time");

  private final HttpServer server;
  final List<String> calls = new ArrayList<>();
  final List<ObjectNode> runs = new ArrayList<>();
  String experiment = "";
  String authorization = "";
  String broken = "";
  boolean old;

  RecordedMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/2.0/mlflow/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestURI().getPath().replaceFirst(".*/mlflow/", "");
    authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    calls.add(call);
    ObjectNode answer = JSON.createObjectNode();
    int status = 200;
    try {
      if (call.equals(broken)) {
        throw new IllegalArgumentException("INTERNAL_ERROR");
      }
      take(call, (ObjectNode) JSON.readTree(exchange.getRequestBody()), answer);
    } catch (IllegalArgumentException e) {
      status = e.getMessage().startsWith("ENDPOINT") ? 404 : 400;
      answer.put("error_code", e.getMessage()).put("message", "not so: " + e.getMessage());
    }
    byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void take(String call, ObjectNode asked, ObjectNode answer) {
    switch (call) {
      case "experiments/search" -> {
        if (asked.path("filter").asText().equals("name = '" + experiment + "'")) {
          answer.putArray("experiments").addObject().put("experiment_id", "7");
        }
      }
      case "experiments/create" -> {
        experiment = asked.path("name").asText();
        answer.put("experiment_id", "7");
      }
      case "runs/search" -> {
        need(asked.path("experiment_ids").path(0).asText().equals("7"));
        Matcher filter = BY_TAG.matcher(asked.path("filter").asText());
        need(filter.matches());
        runs.stream()
            .filter(r -> pair(r.path("data").path("tags"), filter.group(1)).equals(filter.group(2)))
            .forEach(answer.withArray("runs")::add);
      }
      case "runs/create" -> {
        need(asked.path("experiment_id").asText().equals("7"));
        names(asked.path("tags"));
        ObjectNode run = JSON.createObjectNode();
        ObjectNode info = run.putObject("info").put("run_id", "r" + runs.size());
        info.put("status", "RUNNING").put("start_time", asked.path("start_time").asLong());
        info.put("run_name", asked.path("run_name").asText());
        run.putObject("data").set("tags", asked.path("tags"));
        runs.add(run);
        answer.set("run", run);
      }
      case "runs/log-batch" -> {
        names(asked.path("metrics"));
        names(asked.path("params"));
        need(asked.path("metrics").size() <= 1000 && asked.path("params").size() <= 100);
        for (String kind : List.of("metrics", "params")) {
          asked.path(kind).forEach(((ObjectNode) run(asked).path("data")).withArray(kind)::add);
        }
      }
      case "runs/log-inputs" -> {
        if (old) {
          throw new IllegalArgumentException("ENDPOINT_NOT_FOUND");
        }
        need(asked.path("datasets").path(0).path("dataset").path("digest").asText().length() <= 36);
        run(asked).set("inputs", asked.path("datasets"));
      }
      case "runs/update" -> {
        ObjectNode info = (ObjectNode) run(asked).path("info");
        info.set("status", asked.path("status"));
        info.set("end_time", asked.path("end_time"));
      }
      default -> throw new IllegalArgumentException("ENDPOINT_NOT_FOUND");
    }
  }

  private ObjectNode run(JsonNode asked) {
    asked.fieldNames().forEachRemaining(field -> need(FIELDS.contains(field)));
    return runs.get(Integer.parseInt(asked.path("run_id").asText().substring(1)));
  }

  private static void names(JsonNode pairs) {
    for (JsonNode pair : pairs) {
      need(NAME.matcher(pair.path("key").asText()).matches());
      need(pair.path("value").asText().length() <= 500);
    }
  }

  private static void need(boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException("INVALID_PARAMETER_VALUE");
    }
  }

  static String pair(JsonNode pairs, String key) {
    for (JsonNode pair : pairs) {
      if (pair.path("key").asText().equals(key)) {
        return pair.path("value").asText();
      }
    }
    return "";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
