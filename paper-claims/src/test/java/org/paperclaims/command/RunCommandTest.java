package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.lab.Preemption;

class RunCommandTest {
  private static final String SCRIPT = "/usr/bin/script";
  private static final char CONTROL_C = 3;
  private static final String CLAIM = "blocked-negatives-make-features-alike";

  @TempDir private Path folder = Path.of("");

  private Claims run(String... more) {
    return runInto("report", more);
  }

  private Claims runInto(String report, String... more) {
    return Claims.call(
        Stream.concat(
                Stream.of(
                    "run",
                    "--seeds",
                    "2",
                    "--results",
                    folder.resolve("results").toString(),
                    "--report-dir",
                    folder.resolve(report).toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void a_results_folder_that_cannot_be_written_is_said_once() throws IOException {
    Files.createDirectory(folder.resolve("results"));
    Files.writeString(folder.resolve("results/runs"), "taken");
    Claims call = run("--include", CLAIM);
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err().lines().toList())
        .singleElement()
        .asString()
        .startsWith("claims: cannot write to the results folder " + folder.resolve("results"))
        .endsWith("choose another with --results FOLDER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"taken", "taken/report"})
  void a_report_folder_that_cannot_be_written_is_said_before_anything_is_run(String report)
      throws IOException {
    Files.writeString(folder.resolve("taken"), "");
    Claims call = runInto(report, "--include", CLAIM);
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err().lines().toList())
        .singleElement()
        .asString()
        .startsWith("claims: cannot write the report to " + folder.resolve(report))
        .endsWith("choose another folder with --report-dir FOLDER");
    assertThat(folder.resolve("results")).doesNotExist();
  }

  @Test
  void a_report_that_was_written_before_is_written_again_in_its_place() throws IOException {
    Claims call = run("--include", CLAIM);
    assertThat(call.code()).as(call.err()).isZero();
    List<String> files = names(folder.resolve("report"));
    assertThat(run("--include", CLAIM).code()).isZero();
    assertThat(names(folder.resolve("report"))).isEqualTo(files);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
    }
  }

  @Test
  void a_place_for_temporary_files_that_is_not_there_is_said_once() throws Exception {
    List<String> words = Claims.process("run", "--include", CLAIM);
    words.add(1, "-Djava.io.tmpdir=" + folder.resolve("absent"));
    Process process = new ProcessBuilder(words).directory(folder.toFile()).start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(err.lines().toList())
        .singleElement()
        .asString()
        .startsWith("claims: the folder for temporary files, " + folder.resolve("absent"))
        .contains("cannot be written", "-Djava.io.tmpdir=FOLDER");
  }

  @Test
  void a_suite_without_a_case_says_so_once() {
    Claims call = run("--include", "headline-*");
    assertThat(call.code()).isEqualTo(ClaimsCommand.NOTHING_ATTEMPTED);
    assertThat(call.err().lines().toList())
        .singleElement()
        .asString()
        .startsWith("claims: no case to run at tier smoke");
  }

  @Test
  void the_settings_of_a_call_are_gone_after_it() {
    run("--include", "headline-*");
    assertThat(System.getProperty("claims.include")).isNull();
  }

  @Test
  void a_script_gets_one_document_and_progress_goes_to_stderr() throws Exception {
    Claims call = process("run", "--json", "--include", CLAIM, "--seeds", "2");
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err())
        .contains("[4/4]", "1 INCONCLUSIVE", "report: " + folder.resolve("report/index.html"));
    assertThat(folder.resolve("called-in/junit-jupiter")).doesNotExist();
    JsonNode found = call.json();
    assertThat(found.path("exit_code").asInt(-1)).isZero();
    assertThat(found.path("meaning").asText()).contains("no claim failed");
    assertThat(found.path("counts").path("INCONCLUSIVE").asInt()).isEqualTo(1);
    assertThat(found.path("counts").path("REFUTED").asInt(-1)).isZero();
    JsonNode one = found.path("cases").path(0);
    assertThat(one.path("claim").asText()).isEqualTo(CLAIM);
    assertThat(one.path("verdict").asText()).isEqualTo("INCONCLUSIVE");
    assertThat(one.path("outcome").asText()).isEqualTo("SKIPPED");
    assertThat(found.path("report"))
        .hasSize(5)
        .allSatisfy(file -> assertThat(Path.of(file.asText())).isNotEmptyFile());
    JsonNode inReport =
        new ObjectMapper()
            .readTree(folder.resolve("report/claims.json").toFile())
            .at("/claims/0/cases/0");
    for (String field : List.of("verdict", "reason", "n", "estimate", "low", "high", "p")) {
      assertThat(one.path(field)).as(field).isEqualTo(inReport.path(field));
    }
  }

  @Test
  void a_suite_ends_by_saying_where_its_report_is() throws Exception {
    Claims call = process("run", "--include", CLAIM, "--seeds", "2");
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out().lines())
        .containsSubsequence("1 INCONCLUSIVE", "report: " + folder.resolve("report/index.html"));
  }

  @Test
  void a_claim_that_fails_does_so_in_the_document_as_in_the_exit_code() {
    // Two pairs decide nothing, and --strict does not let that pass.
    Claims call = run("--include", CLAIM, "--strict", "--json");
    assertThat(call.code()).isEqualTo(ClaimsCommand.CLAIM_FAILED);
    assertThat(call.json().path("exit_code").asInt()).isEqualTo(ClaimsCommand.CLAIM_FAILED);
    assertThat(call.json().at("/cases/0/outcome").asText()).isEqualTo("FAILED");
    assertThat(call.json().path("meaning").asText()).startsWith("a claim was refuted");
  }

  @ParameterizedTest
  @CsvSource({"--include no-such-claim, 2", "--include headline-*, 3", "--tier huge, 2"})
  void a_suite_that_cannot_start_leaves_nothing_on_stdout(String arguments, int code) {
    Claims call = run(("--json " + arguments).split(" "));
    assertThat(call.code()).isEqualTo(code);
    assertThat(call.out()).isEmpty();
    assertThat(call.err().lines()).hasSize(1);
  }

  @Test
  void a_report_that_was_not_written_is_not_promised_to_a_script() throws IOException {
    Files.writeString(folder.resolve("report"), "taken");
    Claims call = run("--include", CLAIM, "--json");
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
  }

  /**
   * {@code script} gives the command a terminal of its own, where progress is drawn as bars. It
   * starts the command by a shell, which would answer Ctrl-C itself if it stayed.
   */
  @Tag("long")
  @Test
  @EnabledIf("hasScript")
  void control_c_at_a_terminal_stops_the_runs_and_keeps_what_they_did() throws Exception {
    Path results = folder.resolve("results");
    // A build that was started in the background ignores the signal, and hands that down.
    String command =
        "exec env --default-signal=INT '%s' -cp '%s' %s run --include last-relu-lowers-error --results '%s' --report-dir '%s'"
            .formatted(
                ProcessHandle.current().info().command().orElseThrow(),
                System.getProperty("java.class.path"),
                ClaimsCommand.class.getName(),
                results,
                folder.resolve("report"));
    ProcessBuilder builder =
        new ProcessBuilder(SCRIPT, "--quiet", "--return", "--command", command, "/dev/null");
    builder.environment().put("TERM", "xterm");
    Process terminal = builder.redirectErrorStream(true).start();
    StringBuilder seen = new StringBuilder();
    try (Reader screen = terminal.inputReader();
        Writer keyboard = terminal.outputWriter()) {
      for (int c = screen.read(); c >= 0; c = screen.read()) {
        seen.append((char) c);
        if (seen.toString().endsWith("epoch 1/")) {
          keyboard.write(CONTROL_C);
          keyboard.flush();
        }
      }
    }
    assertThat(terminal.waitFor()).as(seen.toString()).isEqualTo(Preemption.EXIT_CODE);
    assertThat(seen)
        .contains("stopped after step")
        .contains("Give the same command again, and they go on where they were.");
    assertThat(results.resolve("live.html"))
        .content()
        .contains("Stopped; start the same command again to go on.");
    assertThat(results.resolve("leases")).isEmptyDirectory();
    assertThat(results).isDirectoryRecursivelyContaining("glob:**/checkpoint.safetensors");
  }

  static boolean hasScript() {
    return Files.isExecutable(Path.of(SCRIPT));
  }

  /** Start the command as a shell would, so that all that it writes to stdout is seen. */
  private Claims process(String... arguments) throws IOException, InterruptedException {
    List<String> words = Claims.process(arguments);
    words.addAll(
        List.of(
            "--results",
            folder.resolve("results").toString(),
            "--report-dir",
            folder.resolve("report").toString()));
    Path out = folder.resolve("stdout");
    Path err = folder.resolve("stderr");
    int code =
        new ProcessBuilder(words)
            .directory(Files.createDirectory(folder.resolve("called-in")).toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start()
            .waitFor();
    return new Claims(code, Files.readString(out), Files.readString(err));
  }
}
