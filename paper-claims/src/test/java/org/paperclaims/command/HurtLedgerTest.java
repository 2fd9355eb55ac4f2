package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ledger that was hurt, as every command that reads one meets it. */
class HurtLedgerTest {
  @TempDir private Path folder = Path.of("");
  private Path ledger = Path.of("");

  @BeforeEach
  void a_ledger_alone() throws IOException {
    MadeUpResults whole = new MadeUpResults(folder.resolve("whole"));
    whole.run(1, 20, 3).run(2, 21, 3).verdict("a-claim", "4b298f7", 1);
    ledger = Files.createDirectories(folder.resolve("alone")).resolve("ledger.csv");
    Files.copy(whole.folder().resolve("ledger.csv"), ledger);
  }

  private Claims call(String command) {
    String line =
        command
            .replace("ALONE", folder.resolve("alone").toString())
            .replace("WHOLE", folder.resolve("whole").toString())
            .replace("SITE", folder.resolve("site").toString());
    return Claims.call(line.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list --results ALONE",
        "plan --results ALONE --include last-relu-lowers-error",
        "history --results ALONE",
        "history --results WHOLE --with ALONE",
        "compare WHOLE ALONE",
        "compare ALONE@dl4j ALONE@dl4j",
        "report --results ALONE --report-dir SITE --include last-relu-lowers-error",
      })
  void rows_that_do_not_verify_are_one_line_on_stderr_without_what_is_in_them(String command)
      throws IOException {
    Files.writeString(ledger, "run,\u001b[31mred\u0007\nrun,9\n", StandardOpenOption.APPEND);
    Claims call = call(command);
    assertThat(call.err().lines())
        .containsExactly(
            "claims: "
                + ledger
                + ": 2 of 5 rows do not verify and are left out; restore the file from a copy that"
                + " verifies");
    assertThat(call.out()).doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list --results ALONE",
        "plan --results ALONE --include last-relu-lowers-error",
        "history --results ALONE",
        "history --results WHOLE --with ALONE",
        "compare WHOLE ALONE",
        "compare ALONE WHOLE",
        "report --results ALONE --report-dir SITE --include last-relu-lowers-error",
        "repeat 3f21 --results ALONE",
      })
  void a_file_that_does_not_begin_as_a_ledger_is_wrong_input(String command) throws IOException {
    List<String> lines = Files.readAllLines(ledger);
    for (String text : List.of("", "\u0000noise", String.join("\n", lines.subList(1, 4)))) {
      Files.writeString(ledger, text, StandardCharsets.ISO_8859_1);
      Claims call = call(command);
      assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
      assertThat(call.out()).isEmpty();
      assertThat(call.err().lines())
          .singleElement()
          .asString()
          .startsWith("claims: " + ledger + " is not a ledger, or one of another version");
    }
  }

  @Test
  void a_merge_says_how_many_rows_do_not_verify_and_shows_none() throws IOException {
    Path other = folder.resolve("whole/ledger.csv");
    Files.writeString(other, "run,\u001b[31mred\n", StandardOpenOption.APPEND);
    Claims call = call("merge WHOLE --into SITE");
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err())
        .contains(other + ": 1 of 4 rows does not verify")
        .doesNotContain("\u001b");
  }
}
