package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.harness.suite.SettingsException;
import picocli.CommandLine;

/** Verdicts go to a GitHub that is made up here. */
class PublishCommandTest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Path EVIDENCE = Path.of("../docs/evidence/h200");

  @TempDir private Path folder;
  private HttpServer server;
  private final Map<Integer, String> comments = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private JsonNode check;
  private int status = 200;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String line = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(line);
          byte[] answer = answer(line, body).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private String answer(String line, String body) throws IOException {
    if (status != 200) {
      return "{\"message\": \"Resource not accessible by integration\"}";
    }
    if (line.equals("POST /repos/a/b/check-runs")) {
      check = MAPPER.readTree(body);
    } else if (line.equals("GET /repos/a/b/issues/12/comments")) {
      var all = MAPPER.createArrayNode();
      comments.forEach((id, text) -> all.addObject().put("id", id).put("body", text));
      return all.toString();
    } else if (line.equals("POST /repos/a/b/issues/12/comments")) {
      comments.put(comments.size() + 1, MAPPER.readTree(body).path("body").asText());
    } else if (line.startsWith("PATCH /repos/a/b/issues/comments/")) {
      int id = Integer.parseInt(line.substring(line.lastIndexOf('/') + 1));
      comments.put(id, MAPPER.readTree(body).path("body").asText());
    }
    return "{}";
  }

  private Map<String, String> environment() {
    return new HashMap<>(
        Map.of(
            "GITHUB_REPOSITORY", "a/b",
            "GITHUB_TOKEN", "secret",
            "GITHUB_SHA", "1f0c2aa",
            "GITHUB_API_URL", "http://127.0.0.1:" + server.getAddress().getPort()));
  }

  private int publish(Path report, String... more) throws IOException {
    return publish(environment(), report, more);
  }

  private static int publish(Map<String, String> environment, Path report, String... more)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("--github", "--report-dir", report.toString()));
    words.addAll(List.of(more));
    PublishCommand command = new PublishCommand();
    new CommandLine(command).parseArgs(words.toArray(String[]::new));
    return command.call(environment);
  }

  @Test
  void a_check_run_and_one_comment_say_which_verdicts_changed() throws IOException {
    comments.put(1, "a person's");
    publish(EVIDENCE, "--pull", "12", "--base", folder.toString());
    assertThat(check.path("head_sha").asText()).isEqualTo("1f0c2aa");
    assertThat(check.path("conclusion").asText()).isEqualTo("success");
    assertThat(check.at("/output/title").asText()).isEqualTo("1 refuted, 3 reproduced");
    assertThat(comments).hasSize(2).containsEntry(1, "a person's");
    assertThat(comments.get(2))
        .startsWith(Changes.MARKER)
        .contains("| – | **REPRODUCED** |", "runs are new.");
    publish(EVIDENCE, "--pull", "12", "--base", EVIDENCE.toString());
    assertThat(comments).as("written over").hasSize(2);
    assertThat(comments.get(2)).contains("No verdict changed.", "All runs were known before.");
  }

  @Test
  void a_pull_request_has_its_check_at_its_last_commit_and_not_at_github_s_merge()
      throws IOException {
    String event = "{\"pull_request\": {\"number\": 12, \"head\": {\"sha\": \"77ab0c1\"}}}";
    Map<String, String> environment = environment();
    environment.put(
        "GITHUB_EVENT_PATH", Files.writeString(folder.resolve("event.json"), event).toString());
    publish(environment, EVIDENCE, "--base", folder.toString());
    assertThat(check.path("head_sha").asText()).isEqualTo("77ab0c1");
    assertThat(comments).hasSize(1);
  }

  @Test
  void a_refutation_that_no_record_expects_fails_the_check() throws IOException {
    String claims = Files.readString(EVIDENCE.resolve("claims.json"));
    Files.writeString(
        folder.resolve("claims.json"),
        claims.replaceFirst("\"verdict\" : \"REPRODUCED\"", "\"verdict\" : \"REFUTED\""));
    publish(folder, "--base", EVIDENCE.toString());
    assertThat(check.path("conclusion").asText()).isEqualTo("failure");
    assertThat(check.at("/output/summary").asText()).contains("| REPRODUCED | **REFUTED** |");
    assertThat(asked).as("no pull request").containsExactly("POST /repos/a/b/check-runs");
  }

  @ParameterizedTest
  @CsvSource({
    "AGREES, null, success",
    "DIFFERS, null, failure",
    "DIFFERS, {\"verdict\": \"DIFFERS\"}, success",
    "AGREES, {\"verdict\": \"DIFFERS\"}, failure"
  })
  void a_checkpoint_fails_the_check_where_its_test_fails(
      String verdict, String known, String conclusion) throws IOException {
    Files.writeString(
        folder.resolve("claims.json"),
        """
        {"tier": "smoke", "claims": [{"id": "a", "statement": "A.", "cases": [
          {"name": "x", "engine": "torch", "verdict": "%s", "known_deviation": %s, "arms": []}]}]}
        """
            .formatted(verdict, known));
    publish(folder, "--base", EVIDENCE.toString());
    assertThat(check.path("conclusion").asText()).isEqualTo(conclusion);
  }

  @Test
  void a_refusal_says_which_permissions_are_needed() {
    status = 403;
    assertThatThrownBy(() -> publish(EVIDENCE))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("GitHub answered 403")
        .hasMessageContaining("Resource not accessible by integration")
        .hasMessageContaining("checks: write")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void a_report_that_is_not_there_is_asked_for() {
    assertThatThrownBy(() -> publish(folder)).hasMessageContaining("claims report");
  }
}
