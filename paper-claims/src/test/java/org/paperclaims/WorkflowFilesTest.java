package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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

  private static List<JsonNode> allSteps() throws IOException {
    List<JsonNode> all = new ArrayList<>(steps("claims"));
    all.addAll(steps("report"));
    return all;
  }

  private static List<String> uses(List<JsonNode> steps) {
    return steps.stream()
        .filter(s -> s.has("uses"))
        .map(s -> s.path("uses").asText().replaceAll("@.*", ""))
        .toList();
  }

  @Test
  void results_are_kept_whatever_becomes_of_the_job() throws IOException {
    List<JsonNode> steps = steps("claims");
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
    assertThat(gitlab.at("/claims/artifacts/reports/junit").asText()).contains("failsafe-reports");
    assertThat(Files.readString(CI.resolve("Jenkinsfile")))
        .containsSubsequence("post {", "always {", "junit testResults", "failsafe-reports");
  }
}
