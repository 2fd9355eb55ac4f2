package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.run.Correctness;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.Lease;
import org.paperclaims.harness.store.RunStore;

/** A claim about any test images, judged by runs that were recorded before images were kept. */
class ImagesClaimTest {
  @TempDir private Path folder = Path.of("");

  private Path record(String criterion, String data) throws IOException {
    return Files.writeString(
        folder.resolve("images.yaml"),
        """
        paper: made up
        claims:
          - id: images
            statement: A made-up claim.
            source: {where: nowhere}
            criterion: {kind: effect, alpha: 0.05, margin: 0, CRITERION}
            control: {}
            treatment: {erase: last@100%}
            tiers:
              smoke: {DATA, epochs: 1, recipe: small, batch: 50, learning_rate: 0.05, seeds: 2}
              reduced: {not_attempted: made up}
              full: {not_attempted: made up}
        """
            .replace("CRITERION", criterion)
            .replace("DATA", data));
  }

  private static final String SHAPES =
      "architecture: resnet-8-w4, dataset: shapes10, pixels: 8, images: 100, test_images: 100";

  private Claims run(String criterion, String data) throws IOException {
    return new RecordOnTrial(record(criterion, data), "images", folder).run();
  }

  private List<RunRecord> runs() {
    return RecordOnTrial.runsIn(folder);
  }

  private void forgetImages() {
    record(runs(), Optional.empty());
  }

  /** Record runs anew, with other answers to the test images. */
  private void record(List<RunRecord> runs, Optional<Correctness> answers) {
    try (RunStore store = RunStore.open(folder.resolve("results"), problem -> {})) {
      for (RunRecord run : runs) {
        try (Lease lease = store.lease(run.fingerprint()).orElseThrow()) {
          store
              .folder(lease, run.spec())
              .commit(
                  new RunRecord(
                      run.fingerprint(),
                      run.spec(),
                      run.outcome(),
                      run.detail(),
                      run.epochs(),
                      run.metrics(),
                      run.environment(),
                      run.seconds(),
                      answers),
                  store.model(run.fingerprint()));
        }
      }
    }
  }

  @Test
  void the_stored_models_tell_what_was_not_kept_and_the_page_counts_the_images()
      throws IOException {
    run("metric: test_error, better: lower, test: paired-t", SHAPES);
    List<RunRecord> whole = runs();
    forgetImages();
    assertThat(runs()).hasSize(4).allSatisfy(r -> assertThat(r.correct()).isEmpty());
    run("metric: test_error, better: lower, test: images", SHAPES);
    assertThat(runs()).isEqualTo(whole);
    assertThat(Files.readString(folder.resolve("report/claims/images.html")))
        .contains(
            "over seeds and 100 images together",
            "100 test images",
            "McNemar’s exact two-sided p",
            "seed 2: ");
  }

  @Test
  void a_verdict_that_is_not_about_images_asks_for_none_and_says_nothing_of_them()
      throws IOException {
    run("metric: test_error, better: lower, test: paired-t", SHAPES);
    forgetImages();
    run("metric: test_error, better: lower, test: paired-t", SHAPES);
    assertThat(runs()).hasSize(4).allSatisfy(r -> assertThat(r.correct()).isEmpty());
    assertThat(Files.readString(folder.resolve("report/claims/images.html")))
        .doesNotContain("McNemar");
  }

  @Test
  void a_repeated_run_is_compared_by_its_answers_to_the_images_too() throws IOException {
    run("metric: test_error, better: lower, test: paired-t", SHAPES);
    RunRecord run = runs().get(0);
    assertThat(repeat(run, "same").out()).contains("of 100 test images  same", "bit for bit");
    Correctness answers = run.correct().orElseThrow();
    BitSet others = answers.right();
    others.flip(others.nextSetBit(0));
    others.flip(answers.right().nextClearBit(0));
    record(List.of(run), Optional.of(new Correctness(answers.images(), others)));
    Claims other = repeat(run, "other");
    assertThat(other.code()).isEqualTo(ClaimsCommand.CLAIM_FAILED);
    assertThat(other.out())
        .contains("2 are right in one run and wrong in the other", "not the same: answers");
  }

  private Claims repeat(RunRecord run, String into) {
    return Claims.call(
        "repeat",
        run.fingerprint(),
        "--results",
        folder.resolve("results").toString(),
        "--into",
        folder.resolve(into).toString());
  }

  @Test
  void other_metrics_and_data_without_classes_are_refused_in_the_record() throws IOException {
    Claims metric = run("metric: train_error, better: lower, test: images", SHAPES);
    assertThat(metric.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(metric.err()).contains("field 'metric'", "which test: images is about");
    Claims data =
        run(
            "metric: test_error, better: lower, test: images",
            "architecture: stack-8-w16, dataset: linear-teacher, images: 100, test_images: 100");
    assertThat(data.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(data.err())
        .contains("field 'test'", "allowed test_error of a data set with classes");
  }
}
