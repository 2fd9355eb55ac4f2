package org.paperclaims.harness.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.harness.engine.Program;

class CheckoutTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void a_checkout_of_one_source_file() throws IOException {
    Files.createDirectories(folder.resolve("module/src"));
    Files.writeString(folder.resolve("module/src/Known.java"), "class Known {}");
    git("init", "--quiet");
    git("add", ".");
    git("-c", "user.name=n", "-c", "user.email=e", "commit", "--quiet", "-m", "one");
  }

  @AfterEach
  void no_root() {
    System.clearProperty("claims.root");
  }

  private String git(String... arguments) {
    String[] command = new String[arguments.length + 3];
    command[0] = "git";
    command[1] = "-C";
    command[2] = folder.toString();
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    return Program.output(command).orElseThrow();
  }

  @Test
  void runs_are_recorded_with_the_commit_of_the_sources_and_not_of_where_somebody_stands() {
    System.setProperty("claims.root", folder.resolve("module").toString());
    assertThat(Environment.capture())
        .containsEntry("commit", git("rev-parse", "HEAD"))
        .containsEntry("dirty", "false");
  }

  @ParameterizedTest
  @CsvSource({
    "module/src/Known.java, true",
    "module/src/New.java, true",
    "other/src/main/resources/new.yaml, true",
    "other/pom.xml, true",
    "shapes10.png, false",
    "shard-1/ledger.csv, false",
  })
  void changes_are_those_that_a_build_would_take_in(String file, boolean dirty) throws IOException {
    Path written = folder.resolve(file);
    Files.createDirectories(written.getParent());
    Files.writeString(written, "changed");
    assertThat(Checkout.of(folder)).get().extracting(Checkout::dirty).isEqualTo(dirty);
  }

  @Test
  void a_folder_in_no_checkout_has_no_commit(@TempDir Path bare) {
    assertThat(Checkout.of(bare)).isEmpty();
  }
}
