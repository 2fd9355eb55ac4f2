package org.paperclaims.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --on}: what is refused before anything is begun. */
class SiteOptionsTest {
  @TempDir private Path folder = Path.of("");

  private Claims call(String sparkHome, String... words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(Claims.process(words)).directory(folder.toFile());
    builder.environment().remove("SPARK_CONF_DIR");
    if (sparkHome.isEmpty()) {
      builder.environment().remove("SPARK_HOME");
    } else {
      builder.environment().put("SPARK_HOME", sparkHome);
    }
    Path err = folder.resolve("err.txt");
    Process process = builder.redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Claims(process.waitFor(), out, Files.readString(err));
  }

  private Path sparkThat(String does) throws IOException {
    Path home = folder.resolve("spark");
    Path submit = Files.createDirectories(home.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, "#!/bin/sh\n" + does + "\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    return home;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          echo '@site 1 copy', exit 1   ; 2  ; 1 copy
          echo '@site 1 copy', exit 69  ; 2  ; 1 copy
          echo '@site 1 copy', exit 70  ; 70 ; 1 copy
          echo '@site 1 copy', exit 137 ; 75 ; the driver was killed
          exit 127                      ; 2  ; ended with 127 before it said anything
          """)
  @DisabledOnOs(OS.WINDOWS)
  void a_site_ends_with_a_code_of_the_command_and_never_with_that_of_a_refuted_claim(
      String does, int code, String said) throws Exception {
    Path home = sparkThat(does.replace(",", ";"));
    Claims call = call(home.toString(), "train", "--on", "spark://127.0.0.1:7077", "--insecure");
    assertThat(call.code()).as(call.out() + call.err()).isEqualTo(code);
    assertThat(call.out()).contains(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          train --on slurm                              ; --on is 'slurm'
          run --on http://host:7077                     ; allowed are spark://HOST:PORT, yarn or k8s://ADDRESS
          train --on spark://127.0.0.1:7077 --threads 0 ; --threads is 0
          train --on spark://127.0.0.1:7077             ; found no SPARK_HOME
          run --threads 4                               ; add --on, or leave them out
          """)
  void what_cannot_be_is_refused(String command, String message) throws Exception {
    Claims call = call("", command.split(" "));
    assertThat(call.code()).as(call.err()).isEqualTo(2);
    assertThat(call.err()).contains(message);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_master_that_lets_anybody_in_is_refused_away_from_this_machine() throws Exception {
    Path home = sparkThat("echo '@site begun with' \"$@\"\nexit 69");
    String[] words = {"train", "--on", "spark://192.0.2.1:7077", "--copies", "3"};

    Claims open = call(home.toString(), words);
    assertThat(open.code()).isEqualTo(2);
    assertThat(open.err())
        .contains(
            "spark://192.0.2.1:7077 lets whoever reaches it run what he likes: found spark.authenticate=false",
            "--insecure");

    Files.createDirectories(home.resolve("conf"));
    Files.writeString(home.resolve("conf/spark-defaults.conf"), "spark.authenticate true\n");
    Claims closed = call(home.toString(), words);
    assertThat(closed.code()).as("no machine came").isEqualTo(2);
    assertThat(closed.out())
        .contains("begun with --master spark://192.0.2.1:7077", "spark.cores.max=3")
        .doesNotContain("spark.driver.bindAddress");
  }
}
