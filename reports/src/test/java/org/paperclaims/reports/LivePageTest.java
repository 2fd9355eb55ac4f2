package org.paperclaims.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.train.Control;

class LivePageTest {
  private final RunRecord run =
      MadeUpSuite.small().cases().get(0).runs().byArm().get("control").get(0);

  @Test
  void shows_a_run_at_every_epoch_until_it_ends(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("live.html");
    LivePage live = new LivePage(file, 10);
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
    LivePage live = new LivePage(file, 10);
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
    LivePage live = new LivePage(results.resolve("live.html"), 10);
    live.note("at work");
    live.note("at work again");
    assertThat(outside).hasContent("of somebody else");
    assertThat(results.resolve("live.html")).isRegularFile().content().contains("at work again");
    assertThat(Files.isSymbolicLink(results.resolve("live.html"))).isFalse();
    assertThat(results.resolve("live.html.tmp")).doesNotExist();
  }

  @Test
  void a_file_that_is_another_name_of_one_outside_is_replaced_too(@TempDir Path folder)
      throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "of somebody else");
    Path results = Files.createDirectories(folder.resolve("results"));
    Files.createLink(results.resolve("live.html.tmp"), outside);
    new LivePage(results.resolve("live.html"), 10).note("at work");
    assertThat(outside).hasContent("of somebody else");
    assertThat(results.resolve("live.html")).content().contains("at work");
  }

  @Test
  void shows_markup_in_notes_as_text(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("live.html");
    new LivePage(file, 10).note("<script>moved</script>");
    assertThat(Files.readString(file))
        .contains("&lt;script&gt;moved")
        .doesNotContain("<script>moved");
  }
}
