package org.paperclaims.trackers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Calls MLflow's REST API 2.0. */
final class MlflowApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_ANSWER = 16 << 20;

  /** The server answered, and would not do it. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    private final String code;

    Refused(String code, String message) {
      super(message);
      this.code = code;
    }

    /** Give MLflow's name of the error, such as {@code RESOURCE_DOES_NOT_EXIST}; may be empty. */
    String code() {
      return code;
    }
  }

  private final String address;
  private final Optional<String> authorization;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  /**
   * @param environment may have {@code MLFLOW_TRACKING_TOKEN}, or {@code MLFLOW_TRACKING_USERNAME}
   *     and {@code MLFLOW_TRACKING_PASSWORD}, as MLflow's own clients read them
   */
  MlflowApi(URI address, Map<String, String> environment) {
    this.address = address.toString().replaceFirst("/+$", "");
    this.authorization = authorization(environment);
  }

  private static Optional<String> authorization(Map<String, String> environment) {
    String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
    String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
    if (!token.isEmpty()) {
      return Optional.of("Bearer " + token);
    }
    if (user.isEmpty()) {
      return Optional.empty();
    }
    String both = user + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
    byte[] bytes = both.getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  String address() {
    return address;
  }

  static ObjectNode body() {
    return JSON.createObjectNode();
  }

  /**
   * Call.
   *
   * @param call such as {@code runs/create}
   * @throws Refused if the server answers with an error
   * @throws IOException if it does not answer
   */
  JsonNode post(String call, ObjectNode body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + "/api/2.0/mlflow/" + call))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    authorization.ifPresent(a -> request.header("Authorization", a));
    try {
      HttpResponse<InputStream> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      byte[] bytes;
      try (InputStream content = answer.body()) {
        bytes = content.readNBytes(LARGEST_ANSWER);
      }
      if (answer.statusCode() != 200) {
        throw refused(call, answer.statusCode(), bytes);
      }
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new IOException("it answered no JSON to " + call + ": is this a server of MLflow?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while it answered", e);
    }
  }

  private static Refused refused(String call, int status, byte[] answer) {
    String text = new String(answer, StandardCharsets.UTF_8);
    String code = "";
    try {
      JsonNode error = JSON.readTree(text);
      code = error.path("error_code").asText();
      text = error.path("message").asText(text);
    } catch (JsonProcessingException e) {
      // A proxy's page is no JSON; its beginning is shown as it is.
    }
    String brief = text.substring(0, Math.min(200, text.length()));
    return new Refused(code, "it answered %d to %s: %s".formatted(status, call, brief.strip()));
  }
}
