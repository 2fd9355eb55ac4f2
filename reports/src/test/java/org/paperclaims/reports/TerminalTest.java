package org.paperclaims.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.suite.VerdictTable;

/** A suite on a real pseudo-terminal, whose window is resized in the middle, and in a log. */
class TerminalTest {
  /** Each pair: the width at first, and the width from the middle on. */
  private static final int[] WIDTHS = {200, 60, 60, 80, 80, 110, 110, 200};

  private static List<String> program(int times, boolean resized) {
    return List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        ShownSuite.class.getName(),
        Integer.toString(times),
        Boolean.toString(resized));
  }

  private static String output(List<String> words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("TERM", "xterm");
    builder.environment().remove("NO_COLOR");
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static String onATerminal(Path folder) throws IOException, InterruptedException {
    Path python = folder.resolve("terminal.py");
    try (var script =
        Objects.requireNonNull(TerminalTest.class.getResourceAsStream("terminal.py"))) {
      Files.copy(script, python);
    }
    List<String> words = new ArrayList<>(List.of("python3", python.toString()));
    words.add(String.join(",", Arrays.stream(WIDTHS).mapToObj(Integer::toString).toList()));
    words.addAll(program(WIDTHS.length / 2, true));
    return output(words);
  }

  private static void assumePython() throws InterruptedException {
    boolean there;
    try {
      there = new ProcessBuilder("python3", "-c", "import pty, termios").start().waitFor() == 0;
    } catch (IOException e) {
      there = false;
    }
    if (!there) {
      System.out.println(
          "SKIPPED TerminalTest: no python3 with pty; nothing is tried on a terminal");
    }
    assumeTrue(there, "python3 has no pty, or is not there");
  }

  @Test
  void a_terminal_of_any_width_shows_a_suite_without_a_line_that_wraps(@TempDir Path folder)
      throws Exception {
    assumePython();
    String[] shows = onATerminal(folder).split("(?=\u001b]width;)");
    assertThat(shows).as("one part for each width").hasSize(WIDTHS.length);
    int runs = ShownSuite.runs(MadeUpSuite.small()).size();
    for (int i = 0; i < WIDTHS.length; i += 2) {
      String as = "from %d to %d columns".formatted(WIDTHS[i], WIDTHS[i + 1]);
      Screen screen = new Screen();
      screen.write(shows[i]);
      screen.write(shows[i + 1]);
      assertThat(screen.unknown()).as(as).isEmpty();
      assertThat(screen.wrapped()).as(as).isEmpty();
      assertThat(screen.drawn()).as("the last line is written over, " + as).isGreaterThan(runs);
      List<String> table =
          VerdictTable.of(MadeUpSuite.small(), WIDTHS[i + 1]).stripTrailing().lines().toList();
      assertThat(
              screen.lines().subList(screen.lines().size() - table.size(), screen.lines().size()))
          .as("the table is last, " + as)
          .isEqualTo(table);
      assertThat(screen.lines().size() - table.size())
          .as("a run takes a line, or two where it does not fit, " + as)
          .isLessThan(2 * runs + 3);
    }
  }

  @Test
  void a_log_has_plain_lines_only() throws Exception {
    assertThat(output(program(1, false)))
        .doesNotContain("\r", "\u001b")
        .contains("[1/112]")
        .endsWith(VerdictTable.of(MadeUpSuite.small(), VerdictTable.USUAL_COLUMNS));
  }
}
