package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The words that the distribution's {@code bin/claims} gives to Java, told by a Java that prints
 * them.
 */
@DisabledOnOs(OS.WINDOWS)
class DistributionLauncherTest {
  private static final String OLD = "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019' >&2\n";

  /** Prints its words, one a line, and makes the archive that it is asked for. */
  private static final String JAVA =
      """
      #!/bin/sh
      dumps=
      if [ -e broken ]; then
        echo 'Error: Could not create the Java Virtual Machine.' >&2
        exit 1
      fi
      for word; do
        case $word in
          -version) echo 'openjdk version "17.0.15" 2025-04-15' >&2; exit ;;
          -Xshare:dump) dumps=yes ;;
          -XX:SharedArchiveFile=*) [ -z "$dumps" ] || { : > "${word#*=}"; exit; } ;;
        esac
        echo "$word"
      done
      """;

  @TempDir private Path folder = Path.of("");
  private Path home = Path.of("");
  private Path java = Path.of("");

  @BeforeEach
  void a_distribution_with_two_jars() throws IOException {
    home = folder.toRealPath().resolve("paper claims");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib"));
    Files.createFile(home.resolve("lib/b.jar"));
    Files.createFile(home.resolve("lib/a.jar"));
    Files.copy(
        Path.of("..", "harness", "distribution", "src", "bin", "claims"),
        home.resolve("bin/claims"));
    java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    java(JAVA);
  }

  private void java(String script) throws IOException {
    Files.writeString(java, script);
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  private Claims start(Path script, Map<String, String> environment, String... words)
      throws Exception {
    List<String> all = Stream.concat(Stream.of("sh", script.toString()), Stream.of(words)).toList();
    ProcessBuilder builder = new ProcessBuilder(all).directory(folder.toFile());
    builder.environment().remove("CLAIMS_JVM_ARGS");
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("CLAIMS_ARCHIVE", folder.resolve("archives").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Claims(process.waitFor(), out, err);
  }

  private Claims start(String... words) throws Exception {
    return start(home.resolve("bin/claims"), Map.of(), words);
  }

  @Test
  void the_command_is_given_what_was_written_and_its_jars_in_a_fixed_order() throws Exception {
    Claims call = start("list", "--include", "a b");
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out().lines())
        .contains(home.resolve("lib/a.jar") + ":" + home.resolve("lib/b.jar"))
        .contains("-Duser.language=en", "-Xmx4g", "--enable-native-access=ALL-UNNAMED")
        .endsWith(ClaimsCommand.class.getName(), "list", "--include", "a b");
  }

  @Test
  void the_archive_of_classes_is_made_once_and_used_from_then_on() throws Exception {
    Claims first = start("list");
    Claims second = start("list");
    assertThat(first.err()).contains("once");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).isEqualTo(first.out()).contains("-XX:SharedArchiveFile=");
    try (Stream<Path> archives = Files.list(folder.resolve("archives"))) {
      assertThat(archives).hasSize(1);
    }
  }

  @Test
  void other_jars_have_an_archive_of_their_own() throws Exception {
    start("list");
    Files.writeString(home.resolve("lib/b.jar"), "another version");
    assertThat(start("list").err()).contains("once");
  }

  @Test
  void an_archive_serves_in_every_time_zone_and_years_later() throws Exception {
    FileTime longAgo = FileTime.from(Instant.parse("2020-02-03T04:05:06Z"));
    Files.setLastModifiedTime(home.resolve("lib/a.jar"), longAgo);
    Path script = home.resolve("bin/claims");
    assertThat(start(script, Map.of("TZ", "UTC0"), "list").err()).contains("once");
    assertThat(start(script, Map.of("TZ", "XYZ-13"), "list").err()).isEmpty();
  }

  @Test
  void a_start_needs_no_archive() throws Exception {
    Path script = home.resolve("bin/claims");
    Files.createFile(folder.resolve("file"));
    String nowhere = folder.resolve("file/archives").toString();
    for (String archives : List.of("none", nowhere)) {
      Claims call = start(script, Map.of("CLAIMS_ARCHIVE", archives), "list");
      assertThat(call.code()).as(call.err()).isZero();
      assertThat(call.out()).doesNotContain("SharedArchiveFile").endsWith("list\n");
    }
  }

  @Test
  void only_commands_that_train_nothing_do_without_the_second_compiler() throws Exception {
    assertThat(start("list").out()).contains("-XX:TieredStopAtLevel=1");
    assertThat(start("run").out())
        .doesNotContain("-XX:TieredStopAtLevel=1")
        .contains("-XX:Tier4InvocationThreshold=50000");
  }

  @Test
  void a_collector_of_the_users_own_is_the_only_one() throws Exception {
    Path script = home.resolve("bin/claims");
    Map<String, String> own = Map.of("CLAIMS_JVM_ARGS", "-Xmx8g -XX:+UseG1GC");
    assertThat(start("list").out().lines()).contains("-XX:+UseSerialGC");
    assertThat(start(script, own, "list").out().lines())
        .contains("-XX:+UseG1GC")
        .doesNotContain("-XX:+UseSerialGC");
  }

  @Test
  void a_link_to_the_command_finds_the_distribution() throws Exception {
    Path place = Files.createDirectories(folder.resolve("home/bin"));
    Path first = Files.createSymbolicLink(place.resolve("first"), home.resolve("bin/claims"));
    Path link = Files.createSymbolicLink(place.resolve("claims"), first.getFileName());
    assertThat(start(link, Map.of(), "list").out()).contains(home.resolve("lib/a.jar").toString());
  }

  @Test
  void what_does_not_start_refutes_no_claim() throws Exception {
    Path script = home.resolve("bin/claims");
    java(OLD);
    refused(start("list"), "is too old", "11.0.2", "Java 17 or newer");
    java("#!/bin/sh\necho 'Error: Could not create the Java Virtual Machine.' >&2\nexit 1\n");
    refused(start("list"), "does not start: Error: Could not create");
    refused(start(script, Map.of("JAVA_HOME", folder + "/absent"), "list"), "/absent/bin/java");
    Path there = Files.move(home, home.resolveSibling("paper:claims"));
    refused(start(there.resolve("bin/claims"), Map.of(), "list"), "has a colon");
  }

  @Test
  void a_java_that_started_before_is_asked_afterwards_why_it_did_not() throws Exception {
    start("list");
    Files.createFile(folder.resolve("broken"));
    refused(start("list"), "does not start: Error: Could not create");
    refused(start("plan"), "does not start: Error: Could not create");
  }

  private static void refused(Claims call, String... words) {
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err().lines().toList())
        .last()
        .asString()
        .startsWith("claims: ")
        .contains(words);
  }
}
