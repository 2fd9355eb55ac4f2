package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A results folder that a command only reads is as it was, and need not be one to write to. */
class ReadingWritesNothingTest {
  @TempDir private Path folder = Path.of("");
  private Path results = Path.of("");

  @BeforeEach
  void a_results_folder_without_what_writing_takes() throws IOException {
    MadeUpResults made = new MadeUpResults(folder.resolve("results"));
    made.run(1, 20, 3).run(2, 21, 3).verdict("a-claim", "4b298f7", 1);
    results = made.folder();
    Files.delete(results.resolve("quarantine"));
    Files.delete(results.resolve("leases"));
    // As root may write everywhere: what stands here could not be made a folder of.
    Files.writeString(results.resolve("leases"), "");
  }

  private Claims call(String command) {
    String line =
        command
            .replace("RESULTS", results.toString())
            .replace("NOWHERE", folder.resolve("nowhere").toString())
            .replace("SITE", folder.resolve("site").toString());
    return Claims.call(line.split(" "));
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(results)) {
      for (Path file : all.toList()) {
        files.put(
            file.toString(),
            Files.getLastModifiedTime(file)
                + (Files.isRegularFile(file) ? Files.readString(file) : ""));
      }
    }
    return files;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list --results RESULTS",
        "plan --results RESULTS --include last-relu-lowers-error",
        "history --results RESULTS",
        "compare RESULTS RESULTS",
        "merge RESULTS --into SITE",
      })
  void a_folder_is_read_without_writing(String command) throws IOException {
    Map<String, String> before = files();
    Claims call = call(command);
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    assertThat(files()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report --results RESULTS --report-dir SITE --include last-relu-lowers-error",
        "repeat no-such --results RESULTS --into SITE",
        "export no-such --results RESULTS --format dl4j --to SITE",
        "compare RESULTS NOWHERE",
        "history --results NOWHERE",
        "report --results NOWHERE --report-dir SITE",
        "plan --results NOWHERE",
        "list --results NOWHERE",
      })
  void nothing_is_made_where_there_is_nothing_to_find(String command) throws IOException {
    Map<String, String> before = files();
    Claims call = call(command);
    assertThat(call.err()).doesNotContain("cannot write");
    assertThat(files()).isEqualTo(before);
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }
}
