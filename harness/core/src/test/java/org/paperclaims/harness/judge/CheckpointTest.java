package org.paperclaims.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.harness.catalogue.Catalogue;
import org.paperclaims.harness.catalogue.CatalogueException;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.SpecJson;
import org.paperclaims.harness.suite.CaseOutcome;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.SuitePlan;
import org.paperclaims.harness.suite.SuiteSettings;

/** One model that was made elsewhere, against a published number. */
class CheckpointTest {
  private static final String SHA = "ab".repeat(32);
  private static final String MODEL =
      "model: {sha256: " + SHA + ", scaling: imagenet, channels: rgb, expects: 8.27}";
  private static final String TIER = "architecture: resnet-20-a, dataset: cifar10, " + MODEL;
  private static final String CLAIM =
      """
      paper: arXiv 1
      claims:
        - id: given
          statement: Any.
          source: {where: table 6, doubt: none known}
          criterion: {kind: checkpoint, metric: test_error, better: lower, alpha: 0.05, published: 8.75, margin: 1}
          tiers:
            smoke: {TIER}
            reduced: {not_attempted: no}
            full: {not_attempted: no}
      """;

  private static Claim claim(String tier) {
    return Catalogue.read("test.yaml", CLAIM.replace("TIER", tier)).get(0);
  }

  private static RunRecord measured(ClaimCase c, int wrong, int images) {
    Arm arm = c.arms().get(0);
    return new RunRecord(
        "fingerprint",
        new RunSpec(
            Protocol.GIVEN,
            arm.architecture(),
            "none",
            arm.dataset(),
            "checksum",
            arm.recipe(),
            0,
            "test",
            arm.given()),
        RunRecord.Outcome.COMPLETED,
        "given, not trained here",
        List.of(),
        Map.of("test_error", 100.0 * wrong / images, "test_images", (double) images),
        Map.of(),
        1);
  }

  private static Judgement judged(int wrong, int images) {
    Claim claim = claim(TIER);
    ClaimCase c = claim.cases(Tier.SMOKE).get(0);
    return Judge.judge(
        claim, c, new CaseRuns(Map.of("checkpoint", List.of(measured(c, wrong, images)))));
  }

  @ParameterizedTest
  @CsvSource({
    "827, 10000, AGREES, is within the margin",
    "875, 10000, AGREES, is within the margin",
    "1100, 10000, DIFFERS, is worse than the published number",
    "600, 10000, DIFFERS, is better than the published number",
    "960, 10000, INCONCLUSIVE, is neither shown",
    "9, 100, INCONCLUSIVE, is neither shown",
  })
  void is_within_or_better_or_worse_or_undecided(
      int wrong, int images, Verdict verdict, String words) {
    Judgement judgement = judged(wrong, images);
    assertThat(judgement.verdict()).isEqualTo(verdict);
    assertThat(judgement.reason())
        .startsWith("This checkpoint ")
        .contains(words, "given, not trained here", "says nothing of training");
    assertThat(judgement.n()).isEqualTo(images);
  }

  @Test
  void its_sentence_has_the_count_and_the_exact_interval() {
    assertThat(judged(827, 10_000).reason())
        .contains("errs on 827 of 10,000 test images, 8.27 % (exact 90 % interval 7.82 to 8.74)")
        .contains("against 8.75 % with a margin of 1");
  }

  @Test
  void agreeing_passes_the_test_and_differing_fails_it() {
    Claim claim = claim(TIER);
    ClaimCase c = claim.cases(Tier.SMOKE).get(0);
    assertThat(kind(claim, c, 827)).isEqualTo(CaseOutcome.Kind.PASSED);
    assertThat(kind(claim, c, 1100)).isEqualTo(CaseOutcome.Kind.FAILED);
    assertThat(kind(claim, c, 960)).isEqualTo(CaseOutcome.Kind.SKIPPED);
  }

  /** Its verdicts count test images, which are no seeds that somebody could choose. */
  @Test
  void a_given_model_may_be_judged_again() {
    ClaimCase c = claim(TIER).cases(Tier.SMOKE).get(0);
    assertThat(Looks.refusal(c, List.of(10_000))).isEmpty();
  }

  private static CaseOutcome.Kind kind(Claim claim, ClaimCase c, int wrong) {
    CaseRuns runs = new CaseRuns(Map.of("checkpoint", List.of(measured(c, wrong, 10_000))));
    return CaseOutcome.of(
            new CaseResult(claim, Tier.SMOKE, c, "test", runs, Judge.judge(claim, c, runs)), false)
        .kind();
  }

  @Test
  void its_run_is_written_and_read_back_with_the_model() {
    RunSpec spec = measured(claim(TIER).cases(Tier.SMOKE).get(0), 827, 10_000).spec();
    String text = SpecJson.write(spec);
    assertThat(text)
        .contains(
            "\"given\":{\"channels\":\"rgb\",\"expects\":\"8.27\",\"prefix\":\"\",\"scaling\":\"imagenet\",\"sha256\":\"abab");
    assertThat(SpecJson.read(text)).isEqualTo(spec);
  }

  @Test
  void more_seeds_leave_it_one_model() {
    ClaimCase c = claim(TIER).cases(Tier.SMOKE).get(0);
    assertThat(c.withSeeds(10)).isEqualTo(c);
    assertThat(c.protocol()).isEqualTo(Protocol.GIVEN);
    assertThat(c.arms().get(0).given().sha256()).isEqualTo(SHA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resnet-20-a | resnet-20   | -a (half before and half behind) or -abehind (all behind)",
        "rgb         | grb         | allowed rgb, bgr",
        "imagenet    | other       | allowed own, imagenet, unit",
        "8.27        | about eight | the test error in percent that its owner reports",
        "', expects: 8.27' | ''    | field 'expects': found nothing",
        "', channels: rgb' | ''    | field 'channels': found nothing",
        "', scaling: imagenet' | '' | field 'scaling': found nothing",
        "abababab    | short       | 64 hexadecimal digits",
        "cifar10,    | 'cifar10, seeds: 5,'    | no seed changes",
        "cifar10,    | 'cifar10, epochs: 5,'   | given, and not trained",
        "cifar10,    | 'cifar10, protocol: train,' | given, and not trained",
        "resnet-20-a | resnet-164-v1-a         | ''",
        "resnet-20-a | resnet-164-a            | -v1 (the first, 1x1) or -v1.5",
        "resnet-20-a | onnx                    | ''",
        "resnet-20-a | 'onnx, erase: last@100%' | nothing is erased from a file's own network",
      })
  void what_no_shape_shows_is_asked_for(String part, String instead, String message) {
    String tier = TIER.replaceFirst(java.util.regex.Pattern.quote(part), instead);
    if (message.isEmpty()) {
      assertThat(claim(tier).cases(Tier.SMOKE)).hasSize(1);
    } else {
      assertThatThrownBy(() -> claim(tier))
          .isInstanceOf(CatalogueException.class)
          .hasMessageContaining("test.yaml:")
          .hasMessageContaining(message);
    }
  }

  @Test
  void a_files_own_network_is_run_once_whichever_engines_are_asked_for() {
    Claim claim = claim(TIER.replace("resnet-20-a", "onnx"));
    Map<String, String> properties =
        Map.of("claims.engine", "dl4j,torch", "claims.include", claim.id());
    SuiteSettings settings = SuiteSettings.from(name -> Optional.ofNullable(properties.get(name)));
    assertThat(SuitePlan.of(List.of(claim), settings).cases())
        .extracting(c -> c.engine())
        .containsExactly("onnx");
    assertThat(SuitePlan.of(List.of(claim(TIER)), settings).cases())
        .extracting(c -> c.engine())
        .containsExactly("dl4j", "torch");
  }

  @Test
  void a_files_own_network_is_never_trained() {
    String trained =
        CLAIM
            .replace("kind: checkpoint", "kind: level, statistic: single-run")
            .replace("tiers:", "treatment: {}\n    tiers:")
            .replace(
                "TIER",
                "architecture: onnx, dataset: cifar10, recipe: small, epochs: 1, batch: 10, learning_rate: 0.1, seeds: 2");
    assertThatThrownBy(() -> Catalogue.read("test.yaml", trained))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("'onnx' is a file's own, for the criterion 'checkpoint'");
  }

  @Test
  void a_model_stands_in_no_other_claim() {
    String effect =
        CLAIM
            .replace(
                "kind: checkpoint, metric: test_error, better: lower, alpha: 0.05, published: 8.75,"
                    + " margin: 1",
                "kind: level, metric: test_error, better: lower, alpha: 0.05, published: 8.75,"
                    + " margin: 1, statistic: single-run")
            .replace("tiers:", "treatment: {}\n    tiers:")
            .replace("TIER", TIER + ", recipe: small, seeds: 2");
    assertThatThrownBy(() -> Catalogue.read("test.yaml", effect))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("criterion 'checkpoint'");
  }

  @Test
  void a_model_without_an_error_agrees_with_a_number_whose_margin_reaches_below_zero() {
    Claim claim =
        Catalogue.read(
                "test.yaml",
                CLAIM
                    .replace("published: 8.75, margin: 1}", "published: 2, margin: 3}")
                    .replace("TIER", TIER))
            .get(0);
    ClaimCase c = claim.cases(Tier.SMOKE).get(0);
    for (int wrong : new int[] {0, 1}) {
      CaseRuns runs = new CaseRuns(Map.of("checkpoint", List.of(measured(c, wrong, 200))));
      assertThat(Judge.judge(claim, c, runs).verdict())
          .as(wrong + " wrong")
          .isEqualTo(Verdict.AGREES);
    }
  }
}
