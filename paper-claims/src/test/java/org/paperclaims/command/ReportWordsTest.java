package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report says the same of a verdict in words, in numbers and in charts; runs are imported. */
class ReportWordsTest {
  private static final String WORSE =
      """
      arm,seed,test_error
      one,1,10.0
      one,2,10.4
      one,3,9.8
      one,4,10.2
      one,5,10.1
      two,1,11.1
      two,2,11.3
      two,3,10.9
      two,4,11.2
      two,5,11.0
      """;

  @TempDir private Path folder = Path.of("");

  /** Judge runs by a record, with its criterion and arms, and give the folder of the report. */
  private Path report(String runs, String criterion, String arms) throws IOException {
    Path table = Files.writeString(folder.resolve("runs.csv"), runs);
    Path record =
        Files.writeString(
            folder.resolve("claim.yaml"),
            """
            paper: made up
            claims:
              - id: told
                statement: One is better than another.
                source: {where: nowhere}
                criterion: {%s}
            %s
                tiers:
                  smoke: {architecture: resnet-20, dataset: cifar10, seeds: 5}
                  reduced: {not_attempted: told at smoke}
                  full: {not_attempted: told at smoke}
            """
                .formatted(criterion, arms.indent(4).stripTrailing()));
    Path report = folder.resolve("report");
    Claims call =
        Claims.call(
            "import",
            table.toString(),
            "--catalogue",
            record.toString(),
            "--results",
            folder.resolve("results").toString(),
            "--report-dir",
            report.toString());
    assertThat(call.err()).isEmpty();
    return report;
  }

  private static String page(Path report) throws IOException {
    return Files.readString(report.resolve("claims/told.html"));
  }

  private static String front(Path report) throws IOException {
    return Files.readString(report.resolve("index.html"));
  }

  private static String effect(String alpha, String margin) {
    return "kind: effect, metric: test_error, better: lower, alpha: %s, margin: %s, test: paired-t"
        .formatted(alpha, margin);
  }

  private static final String ARMS = "control: {imported: one}\ntreatment: {imported: two}\n";

  @Test
  void a_sentence_and_its_interval_have_one_sign() throws IOException {
    Path report = report(WORSE, effect("0.05", "0"), ARMS);
    assertThat(front(report))
        .contains("Test error higher by 1.00 points.", "95 % interval 0.88 to 1.12");
    assertThat(Files.readString(report.resolve("summary.md")))
        .contains("Test error higher by 1.00 points, interval 0.88 to 1.12.");
    assertThat(page(report))
        .as("a table has gains, with their signs")
        .contains("−1.00 points", "−1.12 to −0.88", "above zero speaks for the claim");
  }

  @Test
  void a_claim_of_no_gain_is_not_said_to_be_spoken_for_by_one() throws IOException {
    Path report = report(WORSE, effect("0.05", "0.5, shows: no-gain"), ARMS);
    assertThat(page(report))
        .contains("Reproduced", "below the margin of 0.50 points speaks for the claim")
        .contains("points from the margin")
        .doesNotContain("positive speaks for the claim", "above zero");
  }

  @Test
  void a_confidence_is_never_rounded_to_all() throws IOException {
    Path report = report(WORSE, effect("0.001", "0"), ARMS);
    assertThat(front(report)).contains("99.9 % interval");
    assertThat(page(report)).contains("99.9 % interval").doesNotContain("100 % interval");
    assertThat(Files.readString(report.resolve("summary.md"))).contains("| 99.9 % interval |");
  }

  @Test
  void runs_that_diverged_are_counted_where_no_mark_can_show_them() throws IOException {
    StringBuilder runs = new StringBuilder("arm,seed,epoch,train_loss,test_error\n");
    for (int seed = 1; seed <= 5; seed++) {
      runs.append("one,%d,1,2.1,40\none,%d,2,1.0,1%d\n".formatted(seed, seed, seed));
      runs.append("two,%d,1,2.1,40\n".formatted(seed));
      runs.append(seed == 2 ? "two,2,2,nan,nan\n" : "two,%d,2,0.3,9.%d\n".formatted(seed, seed));
    }
    Path report = report(runs.toString(), effect("0.05", "0"), ARMS);
    assertThat(page(report))
        .contains("9.33 ± 0.17 % and 1 diverged")
        .contains("Not drawn: 1 of 10 runs diverged.")
        .contains("Runs that diverged end early, and the mean goes on without them.");
  }

  @Test
  void the_best_of_several_runs_is_not_taken_for_their_mean() throws IOException {
    Path report =
        report(
            "arm,seed,test_error\none,1,3.5\none,2,4.3\none,3,3.6\none,4,4.1\none,5,4.0\n",
            "kind: level, metric: test_error, better: lower, alpha: 0.05, published: 3.56, margin: 0.5,"
                + " statistic: best-of-5",
            "treatment: {imported: one}\n");
    assertThat(front(report))
        .contains("than the mean that the published best of 5, 3.56 %, stands for");
  }

  @Test
  void higher_is_not_called_better_where_a_claim_says_that_an_error_grows() throws IOException {
    Path report = report(WORSE, effect("0.05", "0").replace("lower", "higher"), ARMS);
    assertThat(page(report))
        .contains("Higher speaks for the claim.")
        .doesNotContain("Higher is better");
  }
}
