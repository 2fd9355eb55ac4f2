package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {
  private static final String CLAIM = "blocked-negatives-make-features-alike";

  @TempDir private Path folder = Path.of("");

  private Claims run(String... more) {
    return Claims.call(
        Stream.concat(
                Stream.of(
                    "run",
                    "--seeds",
                    "2",
                    "--results",
                    folder.resolve("results").toString(),
                    "--report-dir",
                    folder.resolve("report").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void a_results_folder_that_cannot_be_written_is_said_once() throws IOException {
    Files.writeString(folder.resolve("results"), "taken");
    Claims call = run("--include", CLAIM);
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err().lines().toList())
        .singleElement()
        .asString()
        .startsWith("claims: cannot write to the results folder " + folder.resolve("results"))
        .endsWith("choose another with -Dclaims.results=FOLDER");
  }

  @Test
  void a_report_folder_that_cannot_be_written_is_said_with_its_name() throws IOException {
    Files.writeString(folder.resolve("report"), "taken");
    Claims call = run("--include", CLAIM);
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err().lines().toList())
        .singleElement()
        .asString()
        .startsWith("claims: cannot write the report to " + folder.resolve("report"));
    assertThat(folder.resolve("results/ledger.csv")).isNotEmptyFile();
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
}
