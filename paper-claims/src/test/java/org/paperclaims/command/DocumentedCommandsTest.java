package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the commands that the documentation shows. Those that train, download, or need folders that
 * somebody else made are read by the command's own parser instead; Maven's are checked word by
 * word.
 */
class DocumentedCommandsTest {
  private static final Path ROOT = Path.of("..");
  private static final Set<String> ONLY_PARSED =
      Set.of(
          "declare",
          "import",
          "audit",
          "attest",
          "bundle",
          "verify-bundle",
          "model",
          "train",
          "run",
          "report",
          "repeat",
          "export",
          "fetch",
          "verify",
          "compare",
          "merge",
          "history");
  private static final Pattern QUOTED_OR_PLAIN = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern IN_LINE = Pattern.compile("`((?:ci/claims|mvn) [^`]+)`");

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void results_of_its_own() {
    System.setProperty("claims.results", folder.resolve("results").toString());
  }

  @AfterEach
  void none() {
    System.clearProperty("claims.results");
  }

  static List<String> lines(String start) throws IOException {
    List<Path> files = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    files.add(ROOT.resolve("CONTRIBUTING.md"));
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(f -> f.toString().endsWith(".md")).sorted().forEach(files::add);
    }
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      String text = Files.readString(file).replaceAll("\\\\\\R\\s*", " ");
      for (String line : text.lines().toList()) {
        if (line.matches("( {4,}|\\$ )?" + start + "( .*|$)")) {
          found.add(line.strip().replaceFirst("^\\$ ", ""));
        }
        Matcher inLine = IN_LINE.matcher(line);
        while (inLine.find()) {
          if (inLine.group(1).startsWith(start)) {
            found.add(inLine.group(1));
          }
        }
      }
    }
    return found.stream().distinct().toList();
  }

  static List<String> claims() throws IOException {
    return lines("ci/claims");
  }

  static List<String> maven() throws IOException {
    return lines("mvn");
  }

  /** Split a line; what follows two or more spaces says what it does. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = QUOTED_OR_PLAIN.matcher(line.split("\\s{2,}|\\s+#|\\s*[|>&]")[0]);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words;
  }

  @Test
  void the_documentation_has_commands() throws IOException {
    assertThat(claims()).hasSizeGreaterThan(15);
    assertThat(maven()).hasSizeGreaterThan(8);
  }

  @ParameterizedTest
  @MethodSource("claims")
  void a_documented_command_works(String line) {
    List<String> words = words(line);
    String[] arguments =
        words.subList(1, words.size()).stream()
            .map(w -> w.matches(".*[.](svg|png|jsonl)") ? folder.resolve(w).toString() : w)
            .map(w -> w.equals("NAME") ? "shapes10" : w)
            .map(w -> Files.exists(ROOT.resolve(w)) ? ROOT.resolve(w).toString() : w)
            .toArray(String[]::new);
    boolean parsed =
        Stream.of(arguments).limit(2).anyMatch(ONLY_PARSED::contains)
            || Stream.of(arguments).anyMatch(a -> a.endsWith("my-claims.yaml"));
    if (parsed) {
      ClaimsCommand.commandLine(arguments).parseArgs(arguments);
      return;
    }
    Claims call = Claims.call(arguments);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("maven")
  void a_documented_call_of_maven_names_what_is_there(String line) throws IOException {
    List<String> words = words(line);
    String poms = Files.readString(ROOT.resolve("pom.xml")) + Files.readString(Path.of("pom.xml"));
    if (words.contains("-pl")) {
      // A page may name a module that its reader is to write.
      Path module = ROOT.resolve(words.get(words.indexOf("-pl") + 1)).resolve("pom.xml");
      poms += Files.exists(module) ? Files.readString(module) : "";
    }
    for (String word : words) {
      if (word.startsWith("-P")) {
        for (String profile : word.substring(2).split(",")) {
          assertThat(poms).contains("<id>" + profile + "</id>");
        }
      } else if (word.startsWith("-Dclaims.") || word.startsWith("-Ddatasets.")) {
        String name = word.substring(2).split("=")[0];
        assertThat(poms).containsAnyOf("<" + name + ">", "<" + name + "/>");
      } else if (word.startsWith("-Dtest=")) {
        for (String test : word.substring("-Dtest=".length()).split(",")) {
          String glob = test.replaceAll("[\"']|#.*", "").replace("*", ".*") + "\\.java";
          assertThat(sources()).as(test).anyMatch(name -> name.matches(glob));
        }
      }
    }
  }

  /** Give the names of all source files. */
  private static Set<String> sources() {
    return Stream.of("reports", "harness", "datasets", "architectures", "paper-claims")
        .flatMap(module -> sources(ROOT.resolve(module)))
        .map(file -> String.valueOf(file.getFileName()))
        .collect(Collectors.toSet());
  }

  private static Stream<Path> sources(Path module) {
    try {
      return Files.walk(module).filter(f -> f.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
