package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that was computed in another way than is usual now is repeated in that way. */
class RepeatAsRecordedTest {
  @TempDir private Path folder = Path.of("");

  private String recorded(String... options) throws IOException {
    Path catalogue =
        Files.writeString(
            folder.resolve("short.yaml"),
            """
            paper: a paper
            claims:
              - id: a-short-claim
                statement: It is short.
                source: {where: abstract, quote: short, doubt: none}
                criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t}
                control: {erase: none}
                treatment: {erase: last@100%}
                tiers:
                  smoke: {architecture: resnet-8-w8, dataset: shapes10, images: 200, pixels: 8, recipe: small, epochs: 1, batch: 50, learning_rate: 0.1, seeds: 2}
                  reduced: {not_attempted: small}
                  full: {not_attempted: small}
            """);
    Path results = folder.resolve("results");
    Claims trained =
        call(
            options,
            "train",
            "--include",
            "a-short-claim",
            "--catalogue",
            catalogue.toString(),
            "--results",
            results.toString());
    assertThat(trained.code()).as(trained.err()).isZero();
    return Files.readAllLines(results.resolve("ledger.csv")).get(1).split(",", 3)[1];
  }

  private static Claims call(String[] options, String... words) {
    String[] all = Arrays.copyOf(words, words.length + options.length);
    System.arraycopy(options, 0, all, words.length, options.length);
    return Claims.call(all);
  }

  private Claims repeat(String fingerprint, String into) {
    String results = folder.resolve("results").toString();
    String target = folder.resolve(into).toString();
    return Claims.call("repeat", fingerprint, "--results", results, "--into", target);
  }

  @ParameterizedTest
  @CsvSource({
    "dl4j,  claims.dl4j.path,   loops",
    "dl4j,  claims.dl4j.path,   ops",
    "torch, claims.torch.plans, false",
  })
  void a_run_is_repeated_by_the_settings_that_its_record_tells_of(
      String engine, String setting, String value) throws IOException {
    System.setProperty(setting, value);
    String fingerprint;
    try {
      fingerprint = recorded("--engine", engine);
    } finally {
      System.clearProperty(setting);
    }
    Claims repeated = repeat(fingerprint, "repeated");
    assertThat(repeated.out())
        .contains("as recorded: " + setting + "=" + value)
        .contains("every number is the same, bit for bit");
    assertThat(repeated.code()).isZero();
    Claims audited =
        Claims.call(
            "audit",
            "--sample",
            "1",
            "--seed",
            "1",
            "--results",
            folder.resolve("results").toString(),
            "--into",
            folder.resolve("audited").toString());
    assertThat(audited.code()).as(audited.out()).isZero();
    assertThat(System.getProperty(setting)).as("afterwards").isNull();
  }

  @ParameterizedTest
  @CsvSource({"dl4j, claims.dl4j.path, loops", "torch, claims.torch.plans, false"})
  void a_setting_of_the_users_own_comes_first(String engine, String setting, String value)
      throws IOException {
    String fingerprint = recorded("--engine", engine);
    assertThat(repeat(fingerprint, "usual").out()).doesNotContain("as recorded");
    System.setProperty(setting, value);
    try {
      assertThat(repeat(fingerprint, "otherwise").out())
          .doesNotContain("as recorded")
          .contains("not the same: ");
    } finally {
      System.clearProperty(setting);
    }
  }

  @Test
  void a_metric_that_a_claim_had_measured_later_does_not_make_a_repetition_fail()
      throws IOException {
    String fingerprint = recorded("--engine", "torch");
    Path results = folder.resolve("results");
    Path measuring = folder.resolve("measuring.yaml");
    String text = Files.readString(folder.resolve("short.yaml"));
    Files.writeString(
        measuring,
        text.replace("id: a-short-claim", "id: of-its-last-layers")
            .replace("metric: test_error", "metric: shift_change(last)"));
    Claims run =
        Claims.call(
            "run",
            "--include",
            "of-its-last-layers",
            "--catalogue",
            measuring.toString(),
            "--engine",
            "torch",
            "--results",
            results.toString(),
            "--report-dir",
            folder.resolve("report").toString());
    assertThat(run.err()).contains("shift_change(last)");
    Claims repeated = repeat(fingerprint, "repeated");
    assertThat(repeated.out())
        .containsPattern("shift_change\\(last\\) +recorded .* not measured again")
        .contains("every number is the same, bit for bit");
    assertThat(repeated.code()).isZero();
  }
}
