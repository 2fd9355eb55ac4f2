package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.suite.SettingsException;

/** A repository at GitHub, as the environment of a workflow names it. */
final class GitHub {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int PAGE = 100;
  private static final int PAGES = 20;

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String repository;
  private final String api;
  private final String token;

  private GitHub(String repository, String api, String token) {
    this.repository = repository;
    this.api = api;
    this.token = token;
  }

  /**
   * Find the repository.
   *
   * @throws SettingsException if the environment does not name it, or has no token
   */
  static GitHub of(Map<String, String> environment) {
    String api = environment.getOrDefault("GITHUB_API_URL", "https://api.github.com");
    return new GitHub(
        named(environment, "GITHUB_REPOSITORY"),
        api.endsWith("/") ? api.substring(0, api.length() - 1) : api,
        named(environment, "GITHUB_TOKEN"));
  }

  /** Give what the environment must name. */
  static String named(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new SettingsException(
          "the environment has no "
              + name
              + ", which a workflow of GitHub has; GITHUB_TOKEN is given to a step by env: {GITHUB_TOKEN: ${{ github.token }}}");
    }
    return value;
  }

  /** Find the pull request that a workflow runs for; empty if it runs for none. */
  static OptionalLong pull(Map<String, String> environment) {
    JsonNode number = pullRequest(environment).path("number");
    return number.isIntegralNumber() ? OptionalLong.of(number.asLong()) : OptionalLong.empty();
  }

  /**
   * Find the commit that a workflow is about. For a pull request GITHUB_SHA is a merge that GitHub
   * makes for the moment, at which nobody looks; its own last commit is the one that it shows.
   */
  static String commit(Map<String, String> environment) {
    String head = pullRequest(environment).at("/head/sha").asText();
    return head.isBlank() ? named(environment, "GITHUB_SHA") : head;
  }

  private static JsonNode pullRequest(Map<String, String> environment) {
    String event = environment.getOrDefault("GITHUB_EVENT_PATH", "");
    if (event.isBlank()) {
      return MAPPER.missingNode();
    }
    try {
      return MAPPER.readTree(Files.readString(Path.of(event))).path("pull_request");
    } catch (IOException e) {
      throw new SettingsException(
          "the file that GITHUB_EVENT_PATH names, " + event + ", cannot be read (" + e + ")");
    }
  }

  /** Write a check run at a commit. */
  void check(String commit, Changes changes) {
    ObjectNode check = MAPPER.createObjectNode();
    check.put("name", "claims, " + changes.tier());
    check.put("head_sha", commit);
    check.put("status", "completed");
    check.put(
        "conclusion", changes.failed() ? "failure" : changes.decided() ? "success" : "neutral");
    ObjectNode output = check.putObject("output");
    output.put("title", changes.title());
    output.put("summary", changes.markdown());
    send("POST", "/check-runs", check);
  }

  /**
   * Write the one comment below a pull request, in the place of the one that was written before.
   *
   * @return whether there was one
   */
  boolean comment(long pull, String text) {
    ObjectNode body = MAPPER.createObjectNode().put("body", text);
    for (int page = 1; page <= PAGES; page++) {
      JsonNode comments =
          send("GET", "/issues/" + pull + "/comments?per_page=" + PAGE + "&page=" + page, null);
      for (JsonNode one : comments) {
        if (one.path("body").asText().startsWith(Changes.MARKER)) {
          send("PATCH", "/issues/comments/" + one.path("id").asLong(), body);
          return true;
        }
      }
      if (comments.size() < PAGE) {
        break;
      }
    }
    send("POST", "/issues/" + pull + "/comments", body);
    return false;
  }

  private JsonNode send(String method, String path, @Nullable ObjectNode body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(api + "/repos/" + repository + path))
              .timeout(PATIENCE)
              .header("Authorization", "Bearer " + token)
              .header("Accept", "application/vnd.github+json")
              .header("X-GitHub-Api-Version", "2022-11-28")
              .method(
                  method,
                  body == null
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body)))
              .build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new SettingsException(
            "GitHub answered %d to %s %s: %s; the job needs the permissions checks: write and pull-requests: write"
                .formatted(answer.statusCode(), method, path, message(answer.body())));
      }
      return MAPPER.readTree(answer.body());
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException("GitHub at " + api + " cannot be reached (" + e + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SettingsException("interrupted while GitHub was asked");
    }
  }

  private static String message(String body) {
    try {
      return MAPPER.readTree(body).path("message").asText("no reason");
    } catch (JsonProcessingException e) {
      return "no reason";
    }
  }
}
