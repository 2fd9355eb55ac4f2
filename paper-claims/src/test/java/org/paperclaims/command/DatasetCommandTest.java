package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DatasetCommandTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new DatasetCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void verify_fails_and_names_the_files_that_are_missing_or_short() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("cifar-100-binary"));
    Files.write(folder.resolve("test.bin"), new byte[1000]);
    assertThat(run("verify", "cifar100", "--dir", directory.toString())).isEqualTo(2);
    assertThat(out.toString())
        .contains(folder.resolve("train.bin") + " is missing")
        .contains(folder.resolve("test.bin") + " is short: it ends at offset 1,000")
        .contains("ci/claims dataset fetch cifar100");
  }

  @Test
  void a_generated_data_set_needs_neither_fetching_nor_verifying() {
    assertThat(run("verify", "shapes10", "--dir", directory.toString())).isZero();
    assertThat(run("fetch", "shapes10", "--dir", directory.toString())).isZero();
    assertThat(out.toString()).contains("generated");
  }

  @Test
  void show_counts_the_classes_compares_the_constants_and_draws_a_sheet() throws IOException {
    Path sheet = directory.resolve("sheet.png");
    String file = sheet.toString();
    assertThat(run("show", "shapes10", "--images", "200", "--pixels", "8", "--sheet", file))
        .isZero();
    assertThat(out.toString())
        .contains("200 training and 200 test examples of 3 x 8 x 8")
        .containsPattern("triangle-up +20\\n")
        .contains("constant 0.5025");
    assertThat(ImageIO.read(sheet.toFile()).getWidth()).isEqualTo(20 * 34 + 2);
  }

  @Test
  void an_unknown_name_is_a_failure_that_lists_the_known_ones() {
    assertThat(run("show", "cifar11")).isNotZero();
    assertThat(err.toString()).contains("no data set is called 'cifar11'; allowed: ");
  }
}
