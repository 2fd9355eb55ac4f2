package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Signs that steer a terminal or turn the writing, in texts and in names of files and folders. */
@DisabledOnOs(OS.WINDOWS)
class ShownEverywhereTest {
  private static final Pattern STEERING =
      Pattern.compile("[\\p{Cc}&&[^\n\t\r]]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]");

  @TempDir private Path folder = Path.of("");

  private static void clean(String what, String text) {
    assertThat(STEERING.matcher(text).find()).as(what + ":\n" + text).isFalse();
  }

  private Path catalogue() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    int from = readme.indexOf("```yaml\n") + "```yaml\n".length();
    String yaml = readme.substring(from, readme.indexOf("```", from));
    return Files.writeString(
        folder.resolve("my\u001b[31mclaims\u0007.yaml"),
        yaml.replaceFirst("statement: .*", "statement: \"red \\\\e[31m \\\\a \\\\u202E end\""));
  }

  @Test
  void no_page_and_no_line_of_a_suite_has_one() throws IOException {
    Path report = folder.resolve("re\u001b[2Jport");
    PrintStream before = System.out;
    ByteArrayOutputStream progress = new ByteArrayOutputStream();
    System.setOut(new PrintStream(progress, true, StandardCharsets.UTF_8));
    Claims run;
    try {
      run =
          Claims.call(
              "run",
              "--catalogue",
              catalogue().toString(),
              "--include",
              "my-first-claim",
              "--seeds",
              "2",
              "--mode",
              "load",
              "--results",
              folder.resolve("re\u0007sults").toString(),
              "--report-dir",
              report.toString());
    } finally {
      System.setOut(before);
    }
    assertThat(run.code()).as(run.err()).isEqualTo(ClaimsCommand.NOTHING_TO_SAY);
    assertThat(progress.toString(StandardCharsets.UTF_8)).contains("report: ");
    clean("stdout", progress.toString(StandardCharsets.UTF_8));
    clean("stderr", run.err());
    int pages = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files.filter(f -> f.toString().matches("(?s).*(html|md|svg|json)")).toList()) {
        clean(file.getFileName().toString(), Files.readString(file));
        clean("a file's name", file.getFileName().toString());
        pages++;
      }
    }
    assertThat(pages).isGreaterThan(8);
  }

  @Test
  void no_command_says_one() throws IOException {
    String file = catalogue().toString();
    for (String[] words :
        new String[][] {
          {"list", "--catalogue", file},
          {"show", "my-first-claim", "--catalogue", file},
          {"show", "my-first-claim", "--catalogue", file, "--json"},
          {"plan", "--catalogue", file},
          {"list", "--catalogue", file + ".absent"},
          {"list", "--bogus\u001b[31m"},
          {"b\u001b[31mogus"},
          {"list", "--tier", "\u001b[31mhuge"},
          {"dataset", "verify", "cifar10", "--dir", folder.resolve("a\u001b[31m").toString()},
          {"architecture", "resnet\u001b[31m"}
        }) {
      Claims call = Claims.call(words);
      clean(String.join(" ", words[0]), call.out() + call.err());
    }
  }

  @Test
  void what_was_not_made_for_is_said_in_one_line_with_its_own_code() {
    assertThat(ExitCodes.of(new StackOverflowError())).isEqualTo(Unexpected.CODE);
    assertThat(ExitCodes.of(new IllegalStateException("odd"))).isEqualTo(Unexpected.CODE);
    assertThat(ExitCodes.of(new AssertionError("refuted"))).isEqualTo(ClaimsCommand.CLAIM_FAILED);
    assertThat(Unexpected.words(new RuntimeException(new IllegalStateException("odd\n\u001b[31m"))))
        .startsWith("unexpected: java.lang.IllegalStateException: odd\ufffd\ufffd[31m, at ")
        .hasLineCount(1);
  }
}
