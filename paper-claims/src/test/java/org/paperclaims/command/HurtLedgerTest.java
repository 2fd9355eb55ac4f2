package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.run.Fingerprint;

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

  /** Put another word into the first cell that has one, and sign the row again. */
  private void sign(int line, String word, String other) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(ledger));
    String cells = lines.get(line - 1).substring(0, lines.get(line - 1).lastIndexOf(','));
    String altered = cells.replaceFirst(word, other);
    assertThat(altered).isNotEqualTo(cells);
    byte[] bytes = altered.getBytes(StandardCharsets.ISO_8859_1);
    lines.set(line - 1, altered + "," + Fingerprint.sha256(bytes).substring(0, 16));
    Files.write(ledger, lines);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          4; ,0.01,           ; ,-5.0,          ; its p is '-5.0'; a number from 0 to 1
          4; ,5,0.0,          ; ,-3,0.0,        ; its n is '-3'; a whole number from 0
          4; Z,smoke          ; 9Z,smoke        ; its time is '; a time such as 2026-01-31T12:00:00Z
          4; ,\\d{4}-\\d\\d-  ; ,2026-13-       ; its time is '2026-13-; a time such as
          4; ,0.0,2.0,        ; ,7.0,2.0,       ; its low is 7.0, above its high, 2.0; copy
          4; REPRODUCED       ; PROVEN          ; its outcome is 'PROVEN'; one of REPRODUCED, REFUTED
          2; ^run             ; rum             ; its kind is 'rum'; run or verdict
          2; ,3.0,4b          ; ,-3.0,4b        ; its seconds is '-3.0'; a number from 0
          """)
  void a_signed_row_that_no_suite_wrote_is_refused_with_file_line_and_what_is_allowed(
      int line, String word, String other, String found, String allowed) throws IOException {
    sign(line, word, other);
    for (String command :
        List.of("history --results ALONE", "list --results ALONE", "compare ALONE WHOLE")) {
      Claims call = call(command);
      assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
      assertThat(call.out()).isEmpty();
      assertThat(call.err().lines())
          .singleElement()
          .asString()
          .startsWith("claims: " + ledger + ", line " + line + ": no suite wrote this row: ")
          .contains(found, allowed)
          .doesNotContain("java", "org.paperclaims", "`");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ""seconds"":  ; ""sekunden"":   ; its record is not one
          ""metrics"":. ; ""metrics"":7,. ; its record is not one
          ome"":""COMPL ; ome"":""KOMPL   ; its record is not one
          ^run,..       ; run,00          ; and its record is of the run
          """)
  void a_signed_record_that_is_none_is_refused_with_file_and_line(
      String word, String other, String found) throws IOException {
    sign(2, word, other);
    Claims call = call("compare ALONE WHOLE");
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err().lines())
        .singleElement()
        .asString()
        .startsWith("claims: " + ledger + ", line 2: no suite wrote this row: ")
        .contains(found)
        .doesNotContain("java", "org.paperclaims", "`");
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
