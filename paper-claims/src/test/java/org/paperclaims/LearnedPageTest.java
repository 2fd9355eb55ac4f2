package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.results.Results;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** Each number in the page of learned networks is the one of its place in the ledger. */
class LearnedPageTest {
  private static final Path FOLDER = Path.of("../docs/evidence/learned");
  private static final Results RESULTS = Results.open(FOLDER);
  private static final Table RUNS = RESULTS.runs();
  private static final Table VERDICTS = RESULTS.verdicts();

  private static String page() throws IOException {
    return Files.readString(FOLDER.resolve("README.md")).replaceAll("\\s+", " ");
  }

  private static Table runs(String dataset, String erasure) {
    return RUNS.where(
        RUNS.stringColumn("dataset")
            .isEqualTo(dataset)
            .and(RUNS.stringColumn("architecture").isEqualTo("resnet-20"))
            .and(RUNS.stringColumn("erasure").isEqualTo(erasure)));
  }

  /** Give the mean test error of an arm, with two decimals. */
  private static String error(String dataset, String erasure) {
    return two(runs(dataset, erasure).doubleColumn("test_error").mean());
  }

  private static Row verdict(String claim, String expected) {
    Table found =
        VERDICTS.where(
            VERDICTS
                .stringColumn("claim")
                .isEqualTo(claim)
                .and(VERDICTS.booleanColumn("last").isTrue()));
    assertThat(found.rowCount()).isOne();
    assertThat(found.row(0).getString("verdict")).isEqualTo(expected);
    return found.row(0);
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String four(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String p(Row verdict) {
    return String.format(Locale.ROOT, "p = %.3f", verdict.getDouble("p"));
  }

  @Test
  void the_error_of_learned_networks() throws IOException {
    Row verdict = verdict("last-relu-lowers-error", "REFUTED");
    assertThat(page())
        .contains(
            "it errs on %s %% of the test images, and with erasure on %s: more by %s points"
                    .formatted(
                        error("cifar10", "none"),
                        error("cifar10", "last@100%"),
                        two(-verdict.getDouble("estimate")))
                + " (95 %% interval %s to %s, five pairs, %s)"
                    .formatted(
                        two(-verdict.getDouble("high")),
                        two(-verdict.getDouble("low")),
                        p(verdict)));
  }

  @Test
  void the_training_loss_of_learned_networks() throws IOException {
    Row verdict = verdict("erasing-eases-optimisation", "REFUTED");
    assertThat(page())
        .contains(
            "training loss is higher too, by %s (%s to %s, %s)"
                .formatted(
                    four(-verdict.getDouble("estimate")),
                    four(-verdict.getDouble("high")),
                    four(-verdict.getDouble("low")),
                    p(verdict)));
  }

  @Test
  void the_location_of_the_erased_rectifiers() throws IOException {
    Row verdict = verdict("location-matters-in-residual-modules", "REFUTED");
    assertThat(page())
        .contains(
            "in place of the last it errs on %s %%, with all of them on %s."
                .formatted(error("cifar10", "first@100%"), error("cifar10", "all@100%")))
        .contains("REFUTED by that fourth arm (%s by Holm's rule)".formatted(p(verdict)));
  }

  @Test
  void the_gain_that_is_excluded() throws IOException {
    Row verdict = verdict("learned-networks-gain-less-than-half-a-point", "REPRODUCED");
    assertThat(page())
        .contains("is excluded (the last claim of the table, %s)".formatted(p(verdict)));
  }

  @Test
  void the_error_on_cifar100() throws IOException {
    Row verdict = verdict("generalises-better-on-cifar100", "INCONCLUSIVE");
    assertThat(verdict.getDouble("minimum_detectable_effect")).isBetween(1.7, 1.8);
    assertThat(page())
        .contains(
            "There it errs on %s %% on average, and with erasure on %s: less by %s points"
                    .formatted(
                        error("cifar100", "none"),
                        error("cifar100", "last@100%"),
                        two(verdict.getDouble("estimate")))
                + ", with an interval from %s points more to %s less (%s)"
                    .formatted(
                        two(-verdict.getDouble("low")), two(verdict.getDouble("high")), p(verdict)))
        .contains("would show a gain of one and three quarter points four times of five");
  }

  @Test
  void the_controls() throws IOException {
    assertThat(page())
        .contains(
            "**Controls have learned**: %s %% on average, where the protocol asks for less than 15, and %s on CIFAR-100"
                .formatted(error("cifar10", "none"), error("cifar100", "none")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cifar10 none last@100% first@100% all@100%", "cifar100 none last@100%"})
  void the_errors_of_every_seed(String words) throws IOException {
    String[] arms = words.split(" ");
    String page = Files.readString(FOLDER.resolve("README.md"));
    for (int seed = 41; seed <= 45; seed++) {
      int wanted = seed;
      assertThat(page)
          .contains(
              Stream.of(arms)
                  .skip(1)
                  .map(erasure -> runs(arms[0], erasure))
                  .map(runs -> runs.where(runs.longColumn("seed").isEqualTo(wanted)))
                  .map(run -> String.valueOf(run.doubleColumn("test_error").get(0)))
                  .collect(Collectors.joining(" | ", "\n| " + seed + " | ", " |\n")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet-56 0.05 0.1", "plain-56 0.02 0.05"})
  void the_validation_errors_that_chose_the_rates_of_deeper_networks(String words)
      throws IOException {
    String[] rates = words.split(" ");
    Table tried = Results.open(FOLDER.resolve("tuning")).runs();
    Table network = tried.where(tried.stringColumn("architecture").isEqualTo(rates[0]));
    assertThat(Files.readString(FOLDER.resolve("protocol.md")))
        .contains(
            Stream.of(rates)
                .skip(1)
                .map(rate -> network.doubleColumn("learning_rate").isEqualTo(Double.valueOf(rate)))
                .map(rate -> two(network.where(rate).doubleColumn("test_error").mean()))
                .collect(
                    Collectors.joining(
                        " | ",
                        "| rate | %s | %s |\n|---|---:|---:|\n| validation error, percent | "
                            .formatted(rates[1], rates[2]),
                        " |\n")));
  }

  @Test
  void the_plain_network_is_not_asked_since_its_controls_do_not_learn() throws IOException {
    Table tried = Results.open(FOLDER.resolve("tuning")).runs();
    double best =
        tried
            .where(tried.stringColumn("architecture").isEqualTo("plain-56"))
            .doubleColumn("test_error")
            .min();
    assertThat(best).isGreaterThan(18);
    assertThat(page())
        .contains(
            "its controls err on %s %% of the validation images after 8 epochs"
                .formatted(two(best)))
        .contains("asks for at most 18 to go on");
  }
}
