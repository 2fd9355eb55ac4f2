package org.paperclaims.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.harness.catalogue.Catalogue;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.judge.CaseRuns;
import org.paperclaims.harness.judge.Judgement;

class CaseOutcomeTest {
  private static final String RECORD =
      """
      paper: a paper
      claims:
        - id: a-claim
          statement: Erasing helps.
          source: {where: abstract, doubt: none}
          criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t}
          correction: holm
          control: {erase: none}
          treatment: {erase: last@100%}KNOWN
          tiers:
            smoke: {architecture: [resnet-8-w4, resnet-14-w4], dataset: shapes10, images: 100, pixels: 8, recipe: small, epochs: 1, batch: 20, learning_rate: 0.03, seeds: 2}
            reduced: {not_attempted: no}
            full: {not_attempted: no}
      """;

  private static Claim claim(Optional<Verdict> known) {
    String text =
        known.map(v -> "\n    known_deviation: {verdict: " + v + ", why: because}").orElse("");
    return Catalogue.read("a.yaml", RECORD.replace("KNOWN", text)).get(0);
  }

  private static CaseOutcome outcome(Verdict verdict, Optional<Verdict> known, boolean strict) {
    Claim claim = claim(known);
    return CaseOutcome.of(
        new CaseResult(
            claim,
            Tier.SMOKE,
            claim.cases(Tier.SMOKE).get(0),
            "fake",
            new CaseRuns(Map.of()),
            Judgement.without(verdict, "so it is")),
        strict);
  }

  @ParameterizedTest
  @CsvSource({
    "REPRODUCED,,false,PASSED",
    "REFUTED,,false,FAILED",
    "INCONCLUSIVE,,false,SKIPPED",
    "INCONCLUSIVE,,true,FAILED",
    "NOT_ATTEMPTED,,true,SKIPPED",
    "INVALID,,false,ERROR",
    "REFUTED,REFUTED,false,PASSED",
    "REPRODUCED,REFUTED,false,FAILED",
    "INCONCLUSIVE,REFUTED,false,SKIPPED",
    "INCONCLUSIVE,REFUTED,true,FAILED",
    "INCONCLUSIVE,INCONCLUSIVE,false,SKIPPED",
    "INCONCLUSIVE,INCONCLUSIVE,true,FAILED",
    "REPRODUCED,INCONCLUSIVE,false,FAILED",
    "REFUTED,INCONCLUSIVE,false,FAILED",
    "INVALID,INCONCLUSIVE,false,ERROR"
  })
  void a_verdict_ends_a_test_as_the_record_expects(
      Verdict verdict, Verdict known, boolean strict, CaseOutcome.Kind kind) {
    CaseOutcome outcome = outcome(verdict, Optional.ofNullable(known), strict);
    assertThat(outcome.kind()).isEqualTo(kind);
    assertThat(outcome.message()).contains(verdict + ": so it is");
    assertThat(outcome.message().startsWith("expected the known deviation"))
        .as("what was not judged is not compared with what was expected")
        .isEqualTo(known != null && verdict != Verdict.INVALID);
  }

  @Test
  void a_shard_keeps_the_cases_of_a_claim_together_because_they_share_its_alpha() {
    List<Claim> claims = List.of(claim(Optional.empty()));
    SuiteSettings settings = SuiteSettings.from(name -> Optional.empty());
    assertThat(SuitePlan.of(claims, settings).cases()).hasSize(2);
    SuiteSettings two =
        SuiteSettings.from(
            name -> Optional.of(name).filter("claims.engine"::equals).map(n -> "dl4j,torch"));
    assertThat(SuitePlan.of(claims, two).cases())
        .extracting(SuiteCase::engine)
        .containsExactly("dl4j", "dl4j", "torch", "torch");
    SuiteSettings shard =
        SuiteSettings.from(
            name ->
                Optional.ofNullable(
                    Map.of("claims.engine", "dl4j,torch", "claims.shard", "2/2").get(name)));
    assertThat(SuitePlan.of(claims, shard).cases())
        .extracting(SuiteCase::engine)
        .containsExactly("torch", "torch");
  }

  @Test
  void a_number_of_seeds_takes_the_place_of_the_records_own() {
    SuiteSettings settings =
        SuiteSettings.from(name -> Optional.of(name).filter("claims.seeds"::equals).map(n -> "3"));
    assertThat(settings.seeds()).isEqualTo(OptionalInt.of(3));
    assertThat(SuitePlan.of(List.of(claim(Optional.empty())), settings).cases())
        .allSatisfy(c -> assertThat(c.claimCase().seeds()).containsExactly(1L, 2L, 3L));
  }
}
