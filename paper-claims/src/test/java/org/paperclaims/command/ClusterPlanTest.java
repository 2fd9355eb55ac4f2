package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.command.cluster.Makespan;

/** The words of {@code claims plan} on other machines, and the scripts that it writes for them. */
class ClusterPlanTest {
  private static final String EVIDENCE = "../docs/evidence/cifar10";

  @TempDir private Path folder = Path.of("");

  private static Claims plan(String... more) {
    return plan("reduced", more);
  }

  /** Plan ten runs on data that comes with its class. */
  private static Claims smoke(String... more) {
    return plan("smoke", more);
  }

  private static Claims plan(String tier, String[] more) {
    return Claims.call(
        Stream.concat(
                Stream.of(
                    "plan",
                    "--tier",
                    tier,
                    "--engine",
                    "torch",
                    "--include",
                    "last-relu-lowers-error"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void the_longest_runs_go_first_and_the_last_one_ends_the_suite() {
    Makespan found = Makespan.of(List.of(1.0, 4.0, 3.0, 2.0, 2.0), 2, 0);
    assertThat(found.seconds()).isEqualTo(6);
    assertThat(found.idleShare()).isZero();
    assertThat(Makespan.of(List.of(5.0, 1.0), 2, 0.5).seconds()).isEqualTo(5.5);
    assertThat(Makespan.of(List.of(5.0, 1.0), 2, 0).idleShare()).isCloseTo(0.4, within(1e-12));
    assertThat(Makespan.of(List.of(), 3, 1).idleShare()).isZero();
    assertThat(Makespan.enough(List.of(4.0, 1.0, 1.0, 1.0, 1.0), 0, 0)).isEqualTo(2);
  }

  @Test
  void a_suite_is_foretold_on_other_machines_from_the_times_of_like_runs() {
    // Seeds beyond the declared eight, so that there is something to do.
    Claims one = plan("--results", EVIDENCE, "--seeds", "16", "--machines", "1", "--json");
    Claims four =
        plan(
            "--results",
            EVIDENCE,
            "--seeds",
            "16",
            "--machines",
            "2",
            "--gpus-per-machine",
            "2",
            "--json");
    JsonNode alone = one.json().path("on_machines");
    JsonNode together = four.json().path("on_machines");
    assertThat(alone.path("idle_share").asDouble()).isZero();
    assertThat(together.path("seconds").asDouble() * 4)
        .isCloseTo(
            alone.path("seconds").asDouble() / (1 - together.path("idle_share").asDouble()),
            within(1.0));
    assertThat(together.path("machine_hours").asDouble())
        .isCloseTo(together.path("seconds").asDouble() * 2 / 3600, within(1e-9));
    assertThat(plan("--results", EVIDENCE, "--seeds", "16", "--machines", "500").out())
        .containsPattern("on 500 machines without a GPU: .* \\d+ % of it idle, .* machine hours")
        .contains("runs at a time would take at most a tenth longer");
  }

  @Test
  void nothing_is_foretold_of_runs_whose_time_is_unknown() {
    Claims call = plan("--results", folder.resolve("none").toString(), "--machines", "4");
    assertThat(call.out())
        .contains(
            "on 4 machines without a GPU: unknown",
            "`claims train` one of them here first",
            "if time goes as multiply-adds do, ");
  }

  @Test
  void sixteen_machines_are_hardly_ever_idle_over_the_full_tier_of_all_papers() {
    Claims call =
        Claims.call(
            "plan",
            "--tier",
            "full",
            "--engine",
            "torch",
            "--results",
            folder.resolve("none").toString(),
            "--datasets",
            folder.resolve("no-data").toString(),
            "--machines",
            "16",
            "--gpus-per-machine",
            "1",
            "--json");
    JsonNode machines = call.json().path("on_machines");
    // No data is here, and still its runs count: what is known of it is known without its files.
    assertThat(call.json().path("data_missing")).isNotEmpty();
    assertThat(machines.path("runs").asInt()).isEqualTo(call.json().path("to_do").asInt());
    assertThat(machines.path("seconds").isNull()).isTrue();
    assertThat(machines.path("idle_share").asDouble(1)).isBetween(0.0, 0.001);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void slurm_gets_an_array_of_copies_that_are_queued_again_after_a_checkpoint() throws Exception {
    Claims call =
        smoke(
            "--results",
            folder.resolve("it's here").toString(),
            "--machines",
            "40",
            "--gpus-per-machine",
            "8",
            "--emit",
            "slurm");
    assertThat(call.err()).isEmpty();
    assertThat(call.out())
        .startsWith("#!/bin/bash\n")
        .contains(
            "#SBATCH --array=1-10\n",
            "#SBATCH --gres=gpu:1\n",
            "#SBATCH --time=1-00:00:00\n",
            "#SBATCH --requeue\n",
            "/ci/claims train --tier smoke",
            "'" + folder + "/it'\\''s here'",
            "scontrol requeue");
    Path script = Files.writeString(folder.resolve("suite.sh"), call.out());
    Process shell = new ProcessBuilder("bash", "-n", script.toString()).start();
    assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).isZero();
  }

  /**
   * Put a program that ends with a code where the script has the command, at once or when it is
   * told to, and one for Slurm's own.
   *
   * @param signal of Slurm's to the script: USR1 before the time is over, TERM by scancel
   */
  @ParameterizedTest
  @CsvSource({
    "'', 0, ''",
    "'', 1, ''",
    "USR1, 75, requeue 7_3",
    "USR1, 143, requeue 7_3",
    "USR1, 0, ''",
    "TERM, 75, ''"
  })
  @DisabledOnOs(OS.WINDOWS)
  void a_slurm_script_ends_as_its_copy_does_and_queues_it_again_when_its_time_is_over(
      String signal, int code, String said) throws Exception {
    String copy =
        signal.isEmpty()
            ? "exit " + code
            : "trap \"exit "
                + code
                + "\" TERM; kill -"
                + signal
                + " \\$PPID;"
                + " while :; do sleep 0.05; done";
    String script =
        smoke("--results", folder.resolve("r").toString(), "--machines", "2", "--emit", "slurm")
            .out()
            .replaceFirst("(?m)^\\S*/ci/claims .* &$", "sh -c '" + copy + "' &");
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path scontrol = bin.resolve("scontrol");
    Files.writeString(scontrol, "#!/bin/sh\necho \"$@\"\n");
    assertThat(scontrol.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder("bash", Files.writeString(folder.resolve("s.sh"), script).toString());
    builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    builder.environment().put("SLURM_ARRAY_JOB_ID", "7");
    builder.environment().put("SLURM_ARRAY_TASK_ID", "3");
    Process shell = builder.redirectErrorStream(true).start();
    String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(out).isEqualTo(code);
    assertThat(out.strip()).isEqualTo(said);
  }

  @Test
  void kubernetes_gets_an_indexed_job_whose_pods_start_again_after_a_checkpoint()
      throws IOException {
    Claims call = kubernetes("smoke", "target/r", "--gpus-per-machine", "1", "--threads", "4");
    JsonNode job = JsonMapper.builder().build().readTree(call.out());
    assertThat(job.at("/spec/completions").asInt()).isEqualTo(4);
    assertThat(job.at("/spec/completionMode").asText()).isEqualTo("Indexed");
    assertThat(job.at("/spec/podFailurePolicy/rules/1/onExitCodes/values").toString())
        .contains("75");
    JsonNode container = job.at("/spec/template/spec/containers/0");
    assertThat(container.at("/resources/limits/nvidia.com~1gpu").asInt()).isEqualTo(1);
    assertThat(container.at("/resources/limits/cpu").asInt()).isEqualTo(4);
    assertThat(container.at("/env/0/value").asText())
        .isEqualTo("-Xmx4g -Dclaims.workers=1 -Dclaims.threads=4");
    assertThat(container.path("image").asText()).isEqualTo("example.org/claims:1");
    assertThat(container.path("command").toString()).contains("\"train\",\"--tier\",\"smoke\"");
  }

  private static Claims kubernetes(String tier, String results, String... more) {
    List<String> words = new ArrayList<>(List.of("--machines", "4", "--emit", "kubernetes"));
    words.addAll(List.of("--image", "example.org/claims:1", "--results", results));
    words.addAll(List.of(more));
    return plan(tier, words.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--results", "--datasets"})
  void what_a_pod_would_not_find_on_its_volume_is_refused(String option) {
    Claims call =
        option.equals("--results")
            ? kubernetes("smoke", folder.toString())
            : kubernetes("reduced", "target/r", option, folder.toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err().lines().toList())
        .last()
        .asString()
        .contains(option + " is " + folder, "put it there, and name it with " + option);
  }

  @Test
  void copies_have_the_threads_that_are_named_wherever_they_run() {
    String results = folder.resolve("r").toString();
    String jvm = "CLAIMS_JVM_ARGS=\"${CLAIMS_JVM_ARGS:--Xmx4g} -Dclaims.workers=1";
    String[] slurm = {"--machines", "2", "--emit", "slurm", "--results", results};
    assertThat(smoke(slurm).out()).doesNotContain("cpus-per-task", "claims.threads");
    String[] four = {"--machines", "2", "--emit", "slurm", "--results", results, "--threads", "4"};
    assertThat(smoke(four).out())
        .contains("#SBATCH --cpus-per-task=4\n", jvm + " -Dclaims.threads=4\" /");
    String[] github = {"--machines", "2", "--emit", "github-matrix", "--threads", "4"};
    assertThat(smoke(github).out().replace("\\\"", "\""))
        .contains(jvm + " -Dclaims.threads=4\" ci/claims train");
  }

  @Test
  void github_gets_a_shard_of_runs_for_each_runner() throws IOException {
    Claims call =
        smoke(
            "--results",
            folder.resolve("r").toString(),
            "--machines",
            "300",
            "--emit",
            "github-matrix");
    JsonNode include = JsonMapper.builder().build().readTree(call.out()).path("include");
    assertThat(include).hasSize(10);
    assertThat(include.path(1).path("shard").asText()).isEqualTo("2/10");
    assertThat(include.path(1).path("results").asText()).isEqualTo("shard-2");
    assertThat(include.path(1).path("command").asText())
        .as("in a checkout on another machine")
        .startsWith("ci/claims train ")
        .contains(" --results shard-2 ")
        .endsWith(" --shard 2/10");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--emit slurm | add --machines N",
        "--gpus-per-machine 8 | add --machines N",
        "--machines 0 | allowed are 1 or more machines",
        "--machines 2 --gpus-per-machine -1 | allowed are 1 or more machines",
        "--machines 2 --emit pbs | --emit is 'pbs'; allowed are slurm, kubernetes, github-matrix",
        "--machines 2 --emit kubernetes | add --image IMAGE",
        "--machines 2 --image x | leave it out",
        "--threads 4 | add --machines N",
        "--machines 2 --threads 4 | --threads is 4 without --emit; allowed are 1 or more",
        "--machines 2 --emit slurm --threads 0 | --threads is 0; allowed are 1 or more",
        "--machines 2 --emit slurm --shard 1/2 | leave --shard out"
      })
  void a_script_that_cannot_be_written_is_refused_in_one_line(String arguments, String said) {
    Claims call = plan(arguments.split(" "));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err().lines().toList()).singleElement().asString().contains(said);
  }
}
