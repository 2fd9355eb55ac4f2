package org.paperclaims.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.train.Control;
import org.paperclaims.reports.page.Mark;

class LivePageTest {
  private final RunRecord run =
      MadeUpSuite.small().cases().get(0).runs().byArm().get("control").get(0);

  @Test
  void shows_a_run_at_every_epoch_until_it_ends(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("live.html");
    LivePage live = new LivePage(file);
    live.planned(10, 4);
    assertThat(Files.readString(file)).contains("0 of 10 runs", "No run is at work.");
    live.started(run.spec(), 0);
    live.step(run.spec(), new Control.Step(1, 12, 1, 120, 2.301, 180, 64));
    assertThat(Files.readString(file))
        .contains("resnet-56-w4 none shapes10 seed 1", "<dd>1 of 12", "<dd>2.301", "1 min 4 s");
    live.step(run.spec(), new Control.Step(1, 12, 2, 120, 2.25, 180, 63));
    assertThat(Files.readString(file)).contains("<dd>2.301");
    live.step(run.spec(), new Control.Step(2, 12, 11, 120, 2.1, 180, 60));
    assertThat(Files.readString(file)).contains("<dd>2 of 12", "<dd>2.100");
    live.ended(run, false);
    assertThat(Files.readString(file)).contains("1 of 10 runs", "No run is at work.", "test error");
    live.ended(run, true);
    assertThat(Files.readString(file)).contains("1 of 10 runs");
    live.closed(folder.resolve("report/index.html"));
    assertThat(Files.readString(file))
        .contains("2 of 10 runs", "<strong>1</strong> reused", "href=\"report/index.html\"")
        .doesNotContain("<script");
  }

  @Test
  void a_run_that_was_stopped_is_not_at_work_any_more(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("live.html");
    LivePage live = new LivePage(file);
    live.planned(10, 0);
    live.started(run.spec(), 0);
    live.step(run.spec(), new Control.Step(1, 12, 1, 120, 2.301, 180, 64));
    live.stopped(run.spec(), "stopped after step 1 of 120");
    assertThat(Files.readString(file))
        .contains("0 of 10 runs", "No run is at work.")
        .contains("<li>resnet-56-w4 none shapes10 seed 1: stopped after step 1 of 120");
  }

  @ParameterizedTest
  @ValueSource(strings = {"live.html", "live.html.tmp"})
  void a_link_in_a_strangers_folder_is_replaced_and_not_followed(String name, @TempDir Path folder)
      throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "of somebody else");
    Path results = Files.createDirectories(folder.resolve("results"));
    Files.createSymbolicLink(results.resolve(name), outside);
    LivePage live = new LivePage(results.resolve("live.html"));
    live.note("at work");
    live.note("at work again");
    assertThat(outside).hasContent("of somebody else");
    assertThat(results.resolve("live.html")).isRegularFile().content().contains("at work again");
    assertThat(Files.isSymbolicLink(results.resolve("live.html"))).isFalse();
  }

  @Test
  void a_file_that_is_another_name_of_one_outside_is_replaced_too(@TempDir Path folder)
      throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "of somebody else");
    Path results = Files.createDirectories(folder.resolve("results"));
    Files.createLink(results.resolve("live.html.tmp"), outside);
    new LivePage(results.resolve("live.html")).note("at work");
    assertThat(outside).hasContent("of somebody else");
    assertThat(results.resolve("live.html")).content().contains("at work");
  }

  @Test
  void names_the_claims_of_a_run_and_the_verdicts_so_far(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("live.html");
    LivePage live = new LivePage(file);
    live.names(spec -> Set.of("wider-is-better", "deeper-is-better", "a-claim", "and-another"));
    live.planned(10, 0);
    live.started(run.spec(), 0);
    assertThat(Files.readString(file))
        .contains("for a-claim, and-another, deeper-is-better and 1 more")
        .doesNotContain("Verdicts so far");
    CaseResult judged = MadeUpSuite.small().cases().get(0);
    live.judged(judged);
    live.judged(judged);
    assertThat(Files.readString(file))
        .contains("Verdicts so far", Mark.of(judged).sign() + " " + Mark.of(judged).words())
        .containsOnlyOnce(">" + judged.claim().id() + "<");
  }

  @Test
  void says_how_long_the_whole_suite_will_take_once_a_run_has_ended(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("live.html");
    LivePage live = new LivePage(file);
    live.planned(3, 1);
    live.ended(run, true);
    live.note("one was found");
    assertThat(Files.readString(file)).doesNotContain("left for all of them");
    live.ended(run, false);
    assertThat(Files.readString(file)).contains("left for all of them");
    live.ended(run, false);
    assertThat(Files.readString(file)).doesNotContain("left for all of them");
  }

  @Test
  void says_how_to_go_on_when_it_is_stopped(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("live.html");
    LivePage live = new LivePage(file);
    live.planned(10, 0);
    live.started(run.spec(), 0);
    live.interrupted();
    live.stopped(run.spec(), "stopped after step 1 of 120");
    assertThat(Files.readString(file))
        .contains("Stopped; start the same command again to go on.")
        .doesNotContain("At work", "<script");
  }

  @Test
  void always_says_when_it_was_written_so_that_a_crash_shows(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("live.html");
    new LivePage(file).planned(10, 0);
    assertThat(Files.readString(file))
        .containsPattern("Written at \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC")
        .contains("if that is longer ago, it was killed");
  }

  @Test
  void several_processes_share_a_page_and_none_overwrites_another(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("live.html");
    Path left = Files.writeString(folder.resolve("live.html.killed.tmp"), "<html");
    Files.setLastModifiedTime(left, FileTime.fromMillis(0));
    LivePage one = new LivePage(file);
    LivePage other = new LivePage(file);
    one.planned(10, 0);
    one.started(run.spec(), 0);
    one.note("of the first");
    other.planned(10, 0);
    other.note("of the second");
    assertThat(Files.readString(file))
        .as("the second wrote last")
        .contains("2 processes on this folder", "at work, with 1 run")
        .contains("resnet-56-w4 none shapes10 seed 1", "of the first", "of the second");
    one.beat();
    assertThat(Files.readString(file))
        .as("then the first")
        .contains("2 processes on this folder", "of the first", "of the second");
    one.closed(folder.resolve("report/index.html"));
    assertThat(Files.readString(file))
        .as("one has ended, and the page goes on")
        .contains("has ended", "href=\"report/index.html\"", "location.reload()");
    other.closed();
    assertThat(Files.readString(file)).doesNotContain("location.reload()");
    assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void a_process_that_gives_no_sign_is_said_to_be_silent(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("live.html");
    LivePage killed = new LivePage(file);
    killed.planned(10, 0);
    killed.started(run.spec(), 0);
    try (Stream<Path> files = Files.list(folder.resolve("live"))) {
      Path only = files.findFirst().orElseThrow();
      Files.setLastModifiedTime(
          only, FileTime.fromMillis(Files.getLastModifiedTime(only).toMillis() - 61_000));
    }
    LivePage here = new LivePage(file);
    here.planned(10, 0);
    assertThat(Files.readString(file))
        .as("a new process takes the file of one that is gone away")
        .doesNotContain("silent", "resnet-56-w4");
    assertThat(folder.resolve("live")).isDirectoryContaining("glob:**.json");
    killed.note("alive after all");
    here.beat();
    assertThat(Files.readString(file)).contains("2 processes", "alive after all");
    try (Stream<Path> files = Files.list(folder.resolve("live"))) {
      for (Path one : files.filter(f -> contains(f, "alive after all")).toList()) {
        Files.setLastModifiedTime(one, FileTime.fromMillis(0));
      }
    }
    here.beat();
    assertThat(Files.readString(file))
        .contains("silent: it was killed, or its machine is gone")
        .doesNotContain("resnet-56-w4");
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"name\":\"x\"}", "{\"state\":\"GONE\"}"})
  void a_file_that_no_process_wrote_is_passed_over(String content, @TempDir Path folder)
      throws IOException {
    Files.createDirectory(folder.resolve("live"));
    Files.writeString(folder.resolve("live/strange.json"), content);
    Path file = folder.resolve("live.html");
    new LivePage(file).planned(10, 0);
    assertThat(Files.readString(file)).contains("0 of 10 runs").doesNotContain("processes on this");
  }

  @Test
  void a_page_that_cannot_be_written_is_warned_of_once(@TempDir Path folder) throws IOException {
    PrintStream usual = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      LivePage live = new LivePage(folder.resolve("gone").resolve("live.html"));
      live.planned(10, 0);
      live.ended(run, false);
      live.closed(folder.resolve("report/index.html"));
    } finally {
      System.setErr(usual);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith("claims: warning: the live page ")
        .contains("cannot be written", "the runs go on")
        .hasLineCount(1);
  }

  @Test
  void a_folder_of_processes_that_is_a_link_is_not_followed(@TempDir Path folder)
      throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Path results = Files.createDirectories(folder.resolve("results"));
    Files.createSymbolicLink(results.resolve("live"), outside);
    new LivePage(results.resolve("live.html")).planned(10, 0);
    assertThat(outside).isEmptyDirectory();
    assertThat(results.resolve("live.html")).content().contains("0 of 10 runs");
  }

  @Test
  void shows_markup_in_notes_as_text(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("live.html");
    new LivePage(file).note("<script>moved</script>");
    assertThat(Files.readString(file))
        .contains("&lt;script&gt;moved")
        .doesNotContain("<script>moved");
  }
}
