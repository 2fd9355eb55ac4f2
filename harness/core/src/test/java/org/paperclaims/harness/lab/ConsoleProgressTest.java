package org.paperclaims.harness.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.train.Control;

class ConsoleProgressTest {
  private static final String TO_THE_START = "\r\u001b[K";
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final RunSpec spec = Bench.training(7, 2);

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void work(ConsoleProgress console) {
    console.planned(112, 20);
    console.started(spec, 0);
    console.step(spec, new Control.Step(1, 6, 10, 60, 2.301, 180, 64));
    console.note("a note");
  }

  /** Give the texts of the line that is written over, one for each time that it is. */
  private List<String> statusLines() {
    return List.of(shown().split(java.util.regex.Pattern.quote(TO_THE_START))).stream()
        .filter(l -> l.startsWith("["))
        .map(l -> l.split("\n", 2)[0])
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 110, 200})
  void a_terminal_has_one_line_that_never_wraps(int columns) {
    try (ConsoleProgress console = new ConsoleProgress(out, true, () -> columns)) {
      work(console);
    }
    assertThat(statusLines())
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).startsWith("[0/112]").hasSizeLessThan(columns));
  }

  @Test
  void a_terminal_that_is_made_narrower_still_has_one_line() {
    AtomicInteger columns = new AtomicInteger(200);
    StatusLine line = new StatusLine(out, columns::get);
    line.show("x".repeat(150));
    columns.set(60);
    line.show("x".repeat(150));
    line.clear();
    assertThat(shown())
        .isEqualTo(
            TO_THE_START + "x".repeat(150) + TO_THE_START + "x".repeat(58) + "~" + TO_THE_START);
  }

  @Test
  void a_log_has_plain_lines_only() {
    try (ConsoleProgress console = new ConsoleProgress(out, false)) {
      work(console);
    }
    assertThat(shown())
        .doesNotContain("\r", "\u001b")
        .contains("112 runs, of which 20 are recorded and reused", "[0/112]", "a note");
  }

  @ParameterizedTest
  @CsvSource({
    "AUTO,,true,ANSI",
    "AUTO,,false,NONE",
    "AUTO,1,true,NONE",
    "ALWAYS,1,false,ANSI",
    "NEVER,,true,NONE"
  })
  void colours_are_for_terminals_whose_owners_want_them(
      Colours.When when, String noColor, boolean terminal, Colours colours) {
    assertThat(Colours.of(when, noColor == null ? Map.of() : Map.of("NO_COLOR", noColor), terminal))
        .isEqualTo(colours);
  }

  @Test
  void a_colour_changes_no_word() {
    assertThat(Colours.ANSI.verdict(Verdict.REFUTED, "REFUTED").replaceAll("\u001b\\[\\d+m", ""))
        .isEqualTo("REFUTED");
    assertThat(Colours.NONE.verdict(Verdict.REFUTED, "REFUTED")).isEqualTo("REFUTED");
  }
}
