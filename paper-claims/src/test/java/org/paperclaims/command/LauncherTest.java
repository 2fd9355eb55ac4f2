package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The words that {@code ci/claims} gives to Java, told by a Java that prints it, from a copy that
 * is built.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  @TempDir private Path folder = Path.of("");
  private Path checkout = Path.of("");

  @BeforeEach
  void a_checkout_that_is_built() throws IOException {
    checkout = Files.createDirectories(folder.toRealPath().resolve("checkout"));
    Files.createDirectories(checkout.resolve("ci"));
    Files.createDirectories(checkout.resolve("paper-claims/target/classes"));
    Path jar = Files.writeString(checkout.resolve("a.jar"), "");
    Files.copy(Path.of("..", "ci", "claims"), checkout.resolve("ci/claims"));
    Files.writeString(checkout.resolve("paper-claims/target/claims.classpath"), jar.toString());
    Path java = folder.resolve("jdk/bin/java");
    Files.createDirectories(folder.resolve("jdk/bin"));
    Files.writeString(java, "#!/bin/sh\nfor word; do echo \"$word\"; done\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  private Claims start(Path script, Map<String, String> environment) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString(), "list").directory(folder.toFile());
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Claims(process.waitFor(), out, err);
  }

  private static void refused(Claims call, int code, String... words) {
    assertThat(call.code()).isEqualTo(code);
    assertThat(call.err().lines().toList())
        .last()
        .asString()
        .startsWith("claims: ")
        .contains(words);
  }

  @Test
  void a_checkout_with_a_colon_in_its_path_is_refused() throws Exception {
    Path there = Files.move(checkout, checkout.resolveSibling("check:out"));
    refused(start(there.resolve("ci/claims"), Map.of()), 2, there.toString(), "has a colon");
  }

  @Test
  void a_java_that_does_not_start_refutes_no_claim() throws Exception {
    Path java = folder.resolve("jdk/bin/java");
    Files.writeString(
        java, "#!/bin/sh\necho 'Error: Could not create the Java Virtual Machine.' >&2\nexit 1\n");
    refused(
        start(checkout.resolve("ci/claims"), Map.of("CLAIMS_JVM_ARGS", "-Xmx9999g")),
        2,
        java + " -Xmx9999g does not start: Error: Could not create");
    refused(
        start(checkout.resolve("ci/claims"), Map.of("JAVA_HOME", folder + "/absent")),
        2,
        folder + "/absent/bin/java",
        "does not start",
        "JAVA_HOME");
  }

  @Test
  void a_java_that_is_too_old_is_refused() throws Exception {
    Files.writeString(
        folder.resolve("jdk/bin/java"), "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019' >&2\n");
    refused(start(checkout.resolve("ci/claims"), Map.of()), 2, "11.0.2", "JDK 17 or newer");
  }

  @Test
  void a_jar_that_is_gone_refutes_no_claim() throws Exception {
    Files.delete(checkout.resolve("a.jar"));
    refused(
        start(checkout.resolve("ci/claims"), Map.of()),
        70,
        checkout.resolve("a.jar") + " is not there",
        "mvn package");
  }

  @Test
  void a_build_that_fails_refutes_no_claim() throws Exception {
    Files.delete(checkout.resolve("paper-claims/target/claims.classpath"));
    Path mvn =
        Files.writeString(folder.resolve("jdk/bin/mvn"), "#!/bin/sh\necho broken >&2\nexit 1\n");
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
    String path = folder.resolve("jdk/bin") + ":" + System.getenv("PATH");
    refused(start(checkout.resolve("ci/claims"), Map.of("PATH", path)), 70, "the build failed");
  }

  private String call(Path script) throws Exception {
    return call(script, "list", "");
  }

  private String call(Path script, String command, String options) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", script.toString(), command, "--include", "a b")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().remove("CLAIMS_JVM_ARGS");
    if (!options.isEmpty()) {
      builder.environment().put("CLAIMS_JVM_ARGS", options);
    }
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
    // Java takes the option that comes last.
    assertThat(call(checkout.resolve("ci/claims")).lines())
        .containsSubsequence("-Duser.language=en", "-Xmx4g");
  }

  @Test
  void a_command_that_is_soon_over_compiles_once_and_a_suite_for_the_second_time_late()
      throws Exception {
    Path script = checkout.resolve("ci/claims");
    String serial = "-XX:+UseSerialGC";
    assertThat(call(script).lines()).contains("-XX:TieredStopAtLevel=1", serial);
    assertThat(call(script, "run", "").lines())
        .doesNotContain("-XX:TieredStopAtLevel=1", serial)
        .containsSubsequence("-XX:Tier4InvocationThreshold=50000", "-Xmx4g");
    assertThat(call(script, "list", "-Xmx8g -XX:+UseG1GC").lines())
        .as("Java takes one collector")
        .contains("-XX:+UseG1GC", "-Xmx8g")
        .doesNotContain(serial);
  }

  @Test
  void engines_may_load_their_native_libraries() throws Exception {
    assertThat(call(checkout.resolve("ci/claims")).lines())
        .contains("--enable-native-access=ALL-UNNAMED");
  }
}
