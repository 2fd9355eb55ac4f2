package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code ci/claims} gives to Java, told by a Java that prints it, from a copy that is built.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  @TempDir private Path folder = Path.of("");
  private Path checkout = Path.of("");

  @BeforeEach
  void a_checkout_that_is_built() throws IOException {
    checkout = Files.createDirectories(folder.toRealPath().resolve("checkout"));
    Files.createDirectories(checkout.resolve("ci"));
    Files.createDirectories(checkout.resolve("paper-claims/target"));
    Files.copy(Path.of("..", "ci", "claims"), checkout.resolve("ci/claims"));
    Files.writeString(checkout.resolve("paper-claims/target/claims.classpath"), "a.jar");
    Path java = folder.resolve("jdk/bin/java");
    Files.createDirectories(folder.resolve("jdk/bin"));
    Files.writeString(java, "#!/bin/sh\nfor word; do echo \"$word\"; done\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  private String call(Path script) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString(), "list", "--include", "a b")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().remove("CLAIMS_JVM_ARGS");
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }

  @Test
  void the_command_is_given_what_was_written() throws Exception {
    assertThat(call(checkout.resolve("ci/claims")).lines())
        .contains("-Dclaims.root=" + checkout)
        .endsWith(ClaimsCommand.class.getName(), "list", "--include", "a b");
  }

  @Test
  void a_link_to_the_command_finds_the_checkout() throws Exception {
    Path place = Files.createDirectories(folder.resolve("home/bin"));
    Path first = Files.createSymbolicLink(place.resolve("first"), checkout.resolve("ci/claims"));
    Path link = Files.createSymbolicLink(place.resolve("claims"), first.getFileName());
    assertThat(call(link).lines()).contains("-Dclaims.root=" + checkout);
  }

  @Test
  void the_command_speaks_english_on_every_machine_unless_told_otherwise() throws Exception {
    // What comes last counts for Java.
    assertThat(call(checkout.resolve("ci/claims")).lines())
        .startsWith("-Duser.language=en", "-Xmx4g");
  }

  @Test
  void engines_may_load_their_native_libraries() throws Exception {
    assertThat(call(checkout.resolve("ci/claims")).lines())
        .contains("--enable-native-access=ALL-UNNAMED");
  }
}
