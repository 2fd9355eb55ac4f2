package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of a call whose output is not taken, as a shell would see it. */
class StdoutTest {
  private static final Path FULL = Path.of("/dev/full");

  @ParameterizedTest
  @CsvSource({"list, 74", "architecture --json, 74", "--help, 74", "show no-such-claim, 2"})
  @EnabledIf("hasFullDevice")
  void a_full_disk_under_stdout_is_said_and_is_no_success(String command, int code)
      throws Exception {
    Process process =
        new ProcessBuilder(Claims.process(command.split(" ")))
            .redirectOutput(FULL.toFile())
            .start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isEqualTo(code);
    assertThat(err.lines().toList())
        .singleElement()
        .asString()
        .startsWith(
            code == 2 ? "claims: there is no claim" : "claims: stdout could not be written:");
  }

  @Test
  void a_reader_that_has_seen_enough_is_no_error() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(Claims.process("list")).start();
    process.getInputStream().close();
    assertThat(process.waitFor()).isZero();
    assertThat(process.getErrorStream().readAllBytes()).isEmpty();
  }

  static boolean hasFullDevice() {
    return Files.isWritable(FULL);
  }
}
