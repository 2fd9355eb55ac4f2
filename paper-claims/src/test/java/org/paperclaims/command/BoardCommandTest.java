package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code claims board}: nobody reads a verdict as more than it is. */
class BoardCommandTest {
  @TempDir private Path folder = Path.of("");

  private String report(String file, String tier, String verdict, double error, String known)
      throws IOException {
    return Files.writeString(
            folder.resolve(file),
            """
            {"claims": [{"id": "a", "statement": "A is | better.", "cases": [
              {"name": "resnet-20, cifar10", "tier": "%s", "engine": "torch", "verdict": "%s", "known_deviation": %s,
               "arms": [{"runs": [{"metrics": {"test_error": %s}}, {"metrics": {"test_error": 9.4}}]}]},
              {"name": "resnet-56, cifar10", "tier": "%s", "engine": "torch", "verdict": "NOT_ATTEMPTED", "arms": []}]}]}
            """
                .formatted(tier, verdict, known, error, tier))
        .toString();
  }

  @Test
  void each_tier_has_a_column_and_each_verdict_says_how_much_its_networks_err() throws IOException {
    Claims call =
        Claims.call(
            "board",
            report("full.json", "full", "INCONCLUSIVE", 8.1, "null"),
            report("small.json", "reduced", "REPRODUCED", 71.6, "null"));
    assertThat(call.out())
        .isEqualTo(
            """
            | Claim | reduced | full |
            |---|---|---|
            | A is \\| better. | ✓ 1 reproduced (torch)<br>networks err on 9 to 72 %, guessing on 90 | ? 1 inconclusive (torch)<br>networks err on 8 to 9 %, guessing on 90 |
            """);
  }

  @Test
  void a_verdict_that_its_record_expects_says_so() throws IOException {
    assertThat(
            Claims.call(
                    "board", report("a.json", "short", "REFUTED", 12, "{\"verdict\": \"REFUTED\"}"))
                .out())
        .contains("| short |", "✕ 1 refuted as expected (torch)");
  }

  /** Give the board of one claim with these cases, in JSON. */
  private String board(String cases) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("one.json"),
            "{\"claims\": [{\"id\": \"a\", \"statement\": \"A.\", \"cases\": [%s]}]}"
                .formatted(cases));
    return Claims.call("board", file.toString()).out();
  }

  @Test
  void errors_on_two_data_sets_are_not_mixed() throws IOException {
    assertThat(
            board(
                """
                {"name": "wrn, cifar10", "tier": "full", "engine": "torch", "verdict": "REPRODUCED",
                 "arms": [{"runs": [{"metrics": {"test_error": 4}}]}]},
                {"name": "wrn, cifar100", "tier": "full", "engine": "torch", "verdict": "REPRODUCED",
                 "arms": [{"runs": [{"metrics": {"test_error": 20}}, {"metrics": {"test_error": 30}}]}]}
                """))
        .contains(
            "✓ 2 reproduced (torch)<br>networks err on 4 %, guessing on 90 (cifar10); 20 to 30 %,"
                + " guessing on 99 (cifar100) |");
  }

  @Test
  void verdicts_of_imported_runs_say_that_they_are_as_told() throws IOException {
    assertThat(
            board(
                """
                {"name": "x, shapes10", "tier": "smoke", "engine": "elsewhere", "provenance": "as told",
                 "verdict": "REPRODUCED", "arms": []}
                """))
        .contains("✓ 1 reproduced (as told)")
        .doesNotContain("elsewhere");
  }

  @Test
  void a_case_that_two_files_judge_is_refused() throws IOException {
    Claims call =
        Claims.call(
            "board",
            report("a.json", "full", "REFUTED", 12, "null"),
            report("b.json", "full", "REPRODUCED", 12, "null"));
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("b.json judges a [resnet-20, cifar10, torch] at tier full");
  }

  @Test
  void a_file_that_is_no_report_is_refused() throws IOException {
    Path file = Files.writeString(folder.resolve("x.json"), "{");
    Claims call = Claims.call("board", file.toString());
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("x.json is no claims.json of a report");
    assertThat(Claims.call("board", folder.toString()).err()).contains("there is no file");
  }
}
