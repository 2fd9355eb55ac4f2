package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.command.ClaimsCommand;

/** The files for build servers keep what docs/gpu-runners.md promises of them. */
class WorkflowFilesTest {
  private static final Path CI = Path.of("../ci");

  private static JsonNode yaml(String name) throws IOException {
    return new YAMLMapper().readTree(Files.readString(CI.resolve(name)));
  }

  private static List<JsonNode> steps(String job) throws IOException {
    List<JsonNode> steps = new ArrayList<>();
    yaml("github-actions-gpu.yml").at("/jobs/" + job + "/steps").forEach(steps::add);
    assertThat(steps).isNotEmpty();
    return steps;
  }

  private static List<JsonNode> action() throws IOException {
    List<JsonNode> steps = new ArrayList<>();
    yaml("github/action.yml").at("/runs/steps").forEach(steps::add);
    assertThat(steps).isNotEmpty();
    return steps;
  }

  private static List<JsonNode> allSteps() throws IOException {
    List<JsonNode> all = new ArrayList<>(steps("claims"));
    all.addAll(steps("report"));
    all.addAll(action());
    return all;
  }

  private static List<String> uses(List<JsonNode> steps) {
    return steps.stream()
        .filter(s -> s.has("uses"))
        .map(s -> s.path("uses").asText().replaceAll("@.*", ""))
        .toList();
  }

  static List<List<JsonNode>> jobs() throws IOException {
    return List.of(steps("claims"), action());
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void results_are_kept_whatever_becomes_of_the_job(List<JsonNode> steps) {
    assertThat(uses(steps))
        .containsSubsequence("actions/cache/restore", "actions/cache/save")
        .doesNotContain("actions/cache");
    JsonNode restore = of(steps, "actions/cache/restore");
    JsonNode save = of(steps, "actions/cache/save");
    assertThat(save.path("if").asText()).isEqualTo("always()");
    assertThat(save.at("/with/path")).isEqualTo(restore.at("/with/path"));
    assertThat(save.at("/with/key")).isEqualTo(restore.at("/with/key"));
    assertThat(save.at("/with/key").asText()).contains("run_id", "run_attempt");
    assertThat(of(steps, "actions/upload-artifact").path("if").asText()).isEqualTo("always()");
  }

  private static JsonNode of(List<JsonNode> steps, String action) {
    return steps.stream()
        .filter(s -> s.path("uses").asText().startsWith(action + "@"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nothing_that_somebody_types_becomes_a_part_of_a_command() throws IOException {
    assertThat(allSteps())
        .allSatisfy(step -> assertThat(step.path("run").asText()).doesNotContain("${{"));
    assertThat(Files.readString(CI.resolve("Jenkinsfile")))
        .contains("sh '''")
        .doesNotContain("sh \"", "${params", "$params");
  }

  @Test
  void every_action_is_pinned_by_a_digest_and_permissions_are_named() throws IOException {
    assertThat(allSteps().stream().filter(s -> s.has("uses")).map(s -> s.path("uses").asText()))
        .hasSizeGreaterThan(6)
        .allMatch(use -> use.matches("[a-z/-]+@[0-9a-f]{40}"));
    JsonNode workflow = yaml("github-actions-gpu.yml");
    assertThat(workflow.at("/permissions/contents").asText()).isEqualTo("read");
    assertThat(workflow.path("permissions")).hasSize(1);
    assertThat(workflow.at("/jobs/report/permissions/checks").asText()).isEqualTo("write");
  }

  @Test
  void the_action_publishes_whatever_came_out_and_only_when_it_is_asked_to() throws IOException {
    JsonNode last = action().get(action().size() - 1);
    assertThat(last.path("if").asText()).isEqualTo("always() && inputs.publish == 'true'");
    assertThat(last.path("run").asText()).contains("publish --github");
    assertThat(yaml("github/action.yml").at("/inputs/publish/default").asText()).isEqualTo("false");
  }

  @Test
  void every_input_of_the_action_is_used_and_none_is_used_that_it_has_not() throws IOException {
    JsonNode file = yaml("github/action.yml");
    Set<String> inputs = new TreeSet<>();
    file.path("inputs").fieldNames().forEachRemaining(inputs::add);
    Set<String> used = new TreeSet<>();
    Matcher use = Pattern.compile("inputs[.]([a-z-]+)").matcher(file.path("runs").toString());
    while (use.find()) {
      used.add(use.group(1));
    }
    assertThat(used).isEqualTo(inputs);
    assertThat(file.path("inputs"))
        .allSatisfy(input -> assertThat(input.path("description").asText()).isNotBlank());
  }

  /** Runs the step as a runner does, with a command that only writes down how it was called. */
  @Test
  void the_action_asks_the_command_for_what_was_typed_word_by_word(@TempDir Path folder)
      throws Exception {
    Path claims = Files.createDirectories(folder.resolve("ci/github")).resolveSibling("claims");
    Files.writeString(claims, "#!/bin/sh\nfor word; do echo \"$word\"; done\nexit 1\n");
    assertThat(claims.toFile().setExecutable(true)).isTrue();
    JsonNode step =
        action().stream().filter(s -> s.path("name").asText().equals("claims")).findAny().get();
    assertThat(step.path("shell").asText()).isEqualTo("bash");
    ProcessBuilder bash =
        new ProcessBuilder(
            "bash", "--noprofile", "-eo", "pipefail", "-c", step.path("run").asText());
    step.path("env").fieldNames().forEachRemaining(name -> bash.environment().put(name, ""));
    bash.environment()
        .putAll(
            Map.of(
                "GITHUB_ACTION_PATH", folder.resolve("ci/github").toString(),
                "CLAIMS_TIER", "smoke",
                "CLAIMS_INCLUDE", "last-*,$(touch x) 'y'",
                "CLAIMS_SHARD", "1/2",
                "CLAIMS_RESULTS", "results",
                "CLAIMS_REPORT", "target/claims-report"));
    Process run = bash.directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(run.waitFor()).as("the command's own code is the step's").isEqualTo(1);
    List<String> words = said.lines().toList();
    assertThat(words)
        .containsExactly(
            "run",
            "--tier",
            "smoke",
            "--shard",
            "1/2",
            "--results",
            "results",
            "--report-dir",
            "target/claims-report",
            "--include",
            "last-*,$(touch x) 'y'");
    assertThat(folder.resolve("x")).doesNotExist();
    ClaimsCommand.commandLine().parseArgs(words.toArray(String[]::new));
  }

  @Test
  void shards_are_joined_into_one_report() throws IOException {
    assertThat(yaml("github-actions-gpu.yml").at("/jobs/report/needs").asText())
        .isEqualTo("claims");
    String runs =
        String.join("\n", steps("report").stream().map(s -> s.path("run").asText()).toList());
    assertThat(runs)
        .contains("ci/claims merge shards/*/results --into results", "ci/claims report");
    assertThat(yaml("gitlab-ci.yml").at("/report/script").toString()).contains("merge shards/*");
  }

  @Test
  void gitlab_and_jenkins_read_the_tests_and_keep_results_too() throws IOException {
    JsonNode gitlab = yaml("gitlab-ci.yml");
    assertThat(gitlab.at("/claims/cache/when").asText()).isEqualTo("always");
    assertThat(gitlab.at("/claims/artifacts/when").asText()).isEqualTo("always");
    assertThat(gitlab.at("/claims/artifacts/reports/junit").asText())
        .isEqualTo("target/claims-report/junit.xml");
    assertThat(Files.readString(CI.resolve("Jenkinsfile")))
        .containsSubsequence("post {", "always {", "junit testResults", "failsafe-reports");
  }
}
