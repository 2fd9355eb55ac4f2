package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that is not there, or not what it should be, is told in words and by no class of Java. */
class PlainErrorsTest {
  @TempDir private Path folder = Path.of("");

  private Claims call(String words) {
    return Claims.call(words.replace("HERE", folder.toString()).split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "import HERE/none.csv | there is no file",
        "verify-bundle HERE/none.zip | there is no file",
        "verify-bundle HERE | Is a directory",
        "attest --make-key HERE/no/k.pem | there is no file",
        "check HERE | Is a directory",
        "check HERE/none.yaml | found no such file",
      })
  void a_file_that_cannot_be_used_is_named_in_words(String command, String message) {
    Claims call = call(command);
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains(message, folder.toString()).doesNotContain("java.");
  }

  @Test
  void json_that_is_cut_off_is_told_without_the_words_of_a_library() throws IOException {
    Files.writeString(folder.resolve("runs.jsonl"), "{\"arm\": \"a\"");
    Claims call = call("import HERE/runs.jsonl --results HERE/results");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("runs.jsonl:1").doesNotContain("REDACTED", "java.");
  }

  @Test
  void a_verdict_of_another_version_is_told_with_its_file() throws IOException {
    Files.writeString(
        folder.resolve("claims.json"),
        "{\"claims\": [{\"id\": \"a\", \"cases\": [{\"verdict\": \"FOO\"}]}]}");
    Claims call = call("board HERE/claims.json");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("claims.json is no claims.json of this version", "FOO");
  }

  @Test
  void a_protocol_is_not_written_over_a_file_of_somebody_s() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.json"), "{\"my\": \"notes\"}");
    String command =
        "declare HERE/notes.json --include linear-maps-* --engine dl4j --results HERE/results";
    Claims refused = call(command);
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("is there already and holds something else");
    assertThat(notes).hasContent("{\"my\": \"notes\"}");
    Files.delete(notes);
    assertThat(call(command).code()).as("once it is gone").isZero();
    assertThat(call(command).code()).as("and the same again").isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "dl4j,  claims.dl4j.path,   lops, 'claims.dl4j.path is one of plans, loops, ops, found '",
    "torch, claims.torch.plans, fals, 'claims.torch.plans is true or false, found '",
  })
  void a_setting_of_an_engine_is_refused_before_anything_is_run(
      String engine, String setting, String value, String message) {
    System.setProperty(setting, value);
    try {
      String chosen = engine.equals("dl4j") ? "" : " --engine " + engine;
      for (String command :
          new String[] {"run" + chosen, "train" + chosen, "plan --engine " + engine}) {
        Claims call = call(command + " --include linear-maps-* --results HERE/results");
        assertThat(call.code()).as(command).isEqualTo(2);
        assertThat(call.err().lines()).hasSize(1);
        assertThat(call.err()).startsWith("claims: " + message).contains(value);
      }
    } finally {
      System.clearProperty(setting);
    }
    assertThat(folder.resolve("results").resolve("ledger.csv")).doesNotExist();
  }

  @Test
  void a_place_that_cannot_be_written_is_told_by_the_option_that_names_it() throws IOException {
    Path sources = Path.of("..", "docs", "evidence", "h200");
    Files.writeString(folder.resolve("file"), "");
    Files.createDirectories(folder.resolve("one/runs"));
    Claims merge = call("merge HERE/one --into HERE/file");
    assertThat(merge.code()).isEqualTo(2);
    assertThat(merge.err()).contains("choose another with --into DIR").doesNotContain("--results");
    String run =
        Files.readAllLines(sources.resolve("ledger.csv")).get(1).split(",", 3)[1].substring(0, 12);
    Claims repeat =
        Claims.call(
            "repeat",
            run,
            "--results",
            sources.toString(),
            "--into",
            folder.resolve("file").toString());
    assertThat(repeat.code()).isEqualTo(2);
    assertThat(repeat.err()).contains("choose another with --into DIR");
  }
}
