package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.Python;
import org.paperclaims.harness.lab.Preemption;
import org.paperclaims.harness.store.LedgerFile;
import tech.tablesaw.api.Table;

/** {@code claims train}: runs in a results folder, and no verdict. */
class TrainCommandTest {
  @TempDir private Path folder = Path.of("");

  private Claims call(String command) {
    return Claims.call(command.replace("RESULTS", folder.toString()).split(" "));
  }

  @Test
  void runs_are_recorded_and_nothing_is_judged_until_a_suite_is_run() {
    Claims trained = call("train --include blocked-negatives-* --results RESULTS");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("runs are recorded in " + folder, "0 failed");
    assertThat(folder.resolve("live.html"))
        .content()
        .contains("blocked-negatives-weaken-gradients");
    Table ledger = LedgerFile.of(folder, problem -> {}).table();
    assertThat(ledger.stringColumn("kind").unique().asList()).containsExactly("run");
    Claims again = call("train --include blocked-negatives-* --results RESULTS");
    assertThat(again.code()).isZero();
    assertThat(LedgerFile.of(folder, problem -> {}).table().rowCount())
        .isEqualTo(ledger.rowCount());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_copy_that_is_stopped_saves_itself_and_calls_nothing_unexpected() throws Exception {
    List<String> words =
        Claims.process(
            "train", "--include", "last-relu-lowers-error", "--results", folder.toString());
    Process copy = new ProcessBuilder(words).redirectErrorStream(true).start();
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = copy.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append('\n');
        if (line.contains("epoch 1/")) {
          copy.toHandle().destroy();
        }
      }
    }
    assertThat(copy.waitFor()).as(said.toString()).isEqualTo(Preemption.EXIT_CODE);
    assertThat(said).contains("the runs have saved themselves").doesNotContain("unexpected");
    assertThat(folder.resolve("leases")).isEmptyDirectory();
  }

  /** Ctrl-C ends Maven with its tests, and what they print after that goes nowhere. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ctrl_c_says_on_the_terminal_how_to_go_on_though_maven_is_gone() throws Exception {
    assumeTrue(Python.has("pty,termios"), Python.without("pty"));
    Path python = folder.resolve("ctrl_c.py");
    try (var script =
        Objects.requireNonNull(TrainCommandTest.class.getResourceAsStream("ctrl_c.py"))) {
      Files.copy(script, python);
    }
    List<String> words = new ArrayList<>(List.of("python3", python.toString()));
    words.addAll(List.of(folder.resolve("log").toString(), "epoch 1/"));
    words.addAll(
        Claims.process(
            "train", "--include", "last-relu-lowers-error", "--results", folder.toString()));
    words.add(words.indexOf(ClaimsCommand.class.getName()), "-Dsurefire.real.class.path=.");

    Process copy = new ProcessBuilder(words).redirectErrorStream(true).start();
    String shown = new String(copy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(copy.waitFor()).as(shown).isEqualTo(Preemption.EXIT_CODE);
    assertThat(shown).contains("the runs have saved themselves", "Give the same command again");
  }

  @Test
  void a_training_that_is_interrupted_ends_as_one_that_is_stopped() {
    Thread.currentThread().interrupt();
    Claims call;
    try {
      call = call("train --include last-relu-lowers-error --results RESULTS");
    } finally {
      Thread.interrupted();
    }
    assertThat(call.code()).as(call.err()).isEqualTo(Preemption.EXIT_CODE);
    assertThat(call.err()).doesNotContain("unexpected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          train none --include blocked-negatives-* --results RESULTS   ; none has a fingerprint that starts with 'none'
          train --mode load --results RESULTS                          ; `claims train` has no --mode
          train --include no-such-claim --results RESULTS              ; which matches no claim
          """)
  void names_and_settings_that_fit_nothing_are_wrong_input(String command, String found) {
    Claims call = call(command);
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains(found);
    assertThat(folder).isEmptyDirectory();
  }
}
