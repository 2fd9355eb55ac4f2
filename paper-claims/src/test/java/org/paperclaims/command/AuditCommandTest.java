package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.suite.StoredRecords;

/** An audit repeats what chance draws, and says what that shows of all. */
class AuditCommandTest {
  @TempDir private Path folder = Path.of("");
  private Path claims = Path.of("");

  @BeforeEach
  void a_claim_about_runs_made_elsewhere() throws IOException {
    claims =
        Files.writeString(
            folder.resolve("claims.yaml"),
            """
            paper: made up
            claims:
              - id: told
                statement: It errs as it is told.
                source: {where: nowhere}
                criterion: {kind: level, metric: test_error, better: lower, alpha: 0.05, published: 50, statistic: single-run, margin: 40}
                treatment: {}
                tiers:
                  smoke: {imported: plain, architecture: resnet-8-w8, dataset: shapes10, images: 20, test_images: 20, pixels: 8, recipe: small, epochs: 1, batch: 10, learning_rate: 0.01, seeds: 3}
                  reduced: {not_attempted: told at smoke}
                  full: {not_attempted: told at smoke}
            """);
    Path runs =
        Files.writeString(
            folder.resolve("runs.csv"),
            "arm,seed,test_error\nplain,1,40\nplain,2,50\nplain,3,45\n");
    assertThat(Claims.call("import", runs.toString(), "--results", results()).code()).isZero();
  }

  private String results() {
    return folder.resolve("results").toString();
  }

  private Claims audit(String sample, String seed, String within) {
    return Claims.call(
        "audit",
        "--sample",
        sample,
        "--seed",
        seed,
        "--within",
        within,
        "--results",
        results(),
        "--catalogue",
        claims.toString(),
        "--include",
        "told",
        "--into",
        folder.resolve("audit-" + sample + seed + within).toString());
  }

  @Test
  void runs_that_come_out_as_told_are_repeated_and_their_sign_says_so() {
    Claims all = audit("2", "1", "100");
    assertThat(all.code()).isZero();
    assertThat(all.out())
        .contains("The seed 1 drew 2 of 3 runs, and 0 of them could not be repeated.")
        .contains("at most 1 of the 3 (33.3 %) cannot be (hypergeometric, exact)");
    Claims report =
        Claims.call(
            "report",
            "--results",
            results(),
            "--catalogue",
            claims.toString(),
            "--include",
            "told",
            "--report-dir",
            folder.resolve("report").toString());
    assertThat(report.out()).as("the third run is as told").contains("○ as told");
    assertThat(folder.resolve("report").resolve("claims.json"))
        .content()
        .contains("run elsewhere, repeated here");
  }

  @Test
  void a_run_that_comes_out_otherwise_is_named_and_counted() {
    Claims none = audit("3", "1", "0.0001");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.out())
        .contains("NOT repeated: told is a test_error of")
        .containsPattern("and [123] of them could not be repeated");
  }

  @Test
  void more_runs_than_there_are_cannot_be_drawn() {
    Claims four = audit("4", "1", "1");
    assertThat(four.code()).isEqualTo(2);
    assertThat(four.err()).contains("--sample is 4", "has 3 runs that can be repeated");
  }

  @Test
  void an_audit_that_was_stopped_goes_on_and_one_that_ended_is_not_shown_again()
      throws IOException {
    Path into = folder.resolve("audit-21100");
    assertThat(audit("2", "1", "100").code()).isZero();
    Claims again = audit("2", "1", "100");
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err()).contains("has runs already");
    // As it lies there after a stop: what was drawn, and runs that did not end.
    String drawn =
        StoredRecords.of(folder.resolve("results"), problem -> {}).stream()
            .map(RunRecord::fingerprint)
            .sorted(
                Comparator.comparing(
                    f -> Fingerprint.sha256(("1:" + f).getBytes(StandardCharsets.US_ASCII))))
            .limit(2)
            .map(f -> f + "\n")
            .collect(Collectors.joining());
    Files.writeString(into.resolve("audit-begun.txt"), drawn);
    Claims on = audit("2", "1", "100");
    assertThat(on.code()).as(on.err()).isZero();
    assertThat(on.out()).contains("The seed 1 drew 2 of 3 runs");
    assertThat(into.resolve("audit-begun.txt")).doesNotExist();
  }

  @Test
  void a_distance_below_zero_is_refused() {
    assertThat(audit("1", "1", "-1").err())
        .contains("--within is -1.0; allowed is a number from 0");
  }
}
