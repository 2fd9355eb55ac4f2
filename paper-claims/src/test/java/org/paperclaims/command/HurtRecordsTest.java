package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.run.Fingerprint;

/** Records that do not verify, as every command that reads them meets them. */
class HurtRecordsTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void two_of_three_records_are_hurt() throws IOException {
    MadeUpResults results = new MadeUpResults(folder.resolve("results"));
    results.run(1, 20, 3).run(2, 21, 3).run(3, 22, 3);
    Files.writeString(run(1).resolve("epochs.csv"), "9\n", StandardOpenOption.APPEND);
    Files.writeString(run(2).resolve("record.json"), "{\"\u001b[31m\": ");
  }

  private static String fingerprint(long seed) {
    return Fingerprint.of(MadeUpResults.spec(seed));
  }

  private Path run(long seed) {
    return folder.resolve("results/runs").resolve(fingerprint(seed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report --results RESULTS --report-dir SITE --include last-relu-lowers-error",
        "plan --results RESULTS --include last-relu-lowers-error",
        "compare RESULTS RESULTS",
        "repeat no-such --results RESULTS --into SITE",
        "export no-such --results RESULTS --format dl4j --to SITE",
      })
  void how_many_do_not_verify_which_and_why_is_one_line_on_stderr(String command) {
    String line =
        command
            .replace("RESULTS", folder.resolve("results").toString())
            .replace("SITE", folder.resolve("site").toString());
    Claims call = Claims.call(line.split(" "));
    assertThat(call.err().lines().filter(l -> l.contains("verify")))
        .singleElement()
        .asString()
        .startsWith("claims: " + folder.resolve("results/runs") + ": 2 of 3 records do not verify")
        .contains(fingerprint(1).substring(0, 12) + " (epochs.csv is not the file that the record")
        .contains(fingerprint(2).substring(0, 12) + " (line 1, column ")
        .endsWith("; restore them from a copy, or let `claims run` do the runs again");
    assertThat(call.err()).doesNotContain("\u001b");
  }
}
