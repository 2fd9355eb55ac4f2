package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    Table ledger = LedgerFile.of(folder, problem -> {}).table();
    assertThat(ledger.stringColumn("kind").unique().asList()).containsExactly("run");
    Claims again = call("train --include blocked-negatives-* --results RESULTS");
    assertThat(again.code()).isZero();
    assertThat(LedgerFile.of(folder, problem -> {}).table().rowCount())
        .isEqualTo(ledger.rowCount());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          train none --include blocked-negatives-* --results RESULTS   ; none has a fingerprint that starts with 'none'
          train --mode load --results RESULTS                          ; --mode is load, which trains nothing
          train --include no-such-claim --results RESULTS              ; which matches no claim
          """)
  void names_and_settings_that_fit_nothing_are_wrong_input(String command, String found) {
    Claims call = call(command);
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains(found);
    assertThat(folder).isEmptyDirectory();
  }
}
