package org.paperclaims.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.judge.Experiments;
import org.paperclaims.harness.measure.Direction;

/** The joint verdict of the cases of a claim, and of those of a catalogue. */
class OverCasesTest {
  private static final Criterion EFFECT =
      new Criterion.Effect("test_error", Direction.LOWER, 0.05, 0, PairedTest.PAIRED_T);

  private static CaseResult result(double... treatment) {
    double[] control = new double[treatment.length];
    java.util.Arrays.fill(control, 10);
    Experiments experiment =
        Experiments.of(EFFECT).control(control).treatment(treatment).amongCases(1, Correction.HOLM);
    return new CaseResult(
        experiment.claim(),
        Tier.SMOKE,
        experiment.claimCase("with errors of " + java.util.Arrays.toString(treatment)),
        "fake",
        experiment.runs(),
        experiment.judged());
  }

  /** Gains of 1, 2 and 3 with a standard error of 0.5 each, as in the test of random effects. */
  @Test
  void the_mean_over_cases_counts_how_much_they_differ() {
    double half = 0.5 * Math.sqrt(3);
    List<CaseResult> cases =
        List.of(
            result(9 - half, 9, 9 + half),
            result(8 - half, 8, 8 + half),
            result(7 - half, 7, 7 + half),
            result(9, 9, 9),
            result(9, Experiments.DIVERGED, 9));
    OverCases over = OverCases.of(cases).orElseThrow();
    assertThat(over.effects().mean()).isCloseTo(2, within(1e-9));
    assertThat(over.effects().interval(0.95).high()).isCloseTo(4.484137711750331, within(1e-6));
    assertThat(over.words())
        .contains("Over 3 cases", "mean gain is 2.00, 95 % interval -0.48 to 4.48")
        .contains("Left out are 2 cases", "Fewer than five cases hardly tell");
    assertThat(OverCases.of(cases.subList(2, 5))).as("one case is no several").isEmpty();
  }

  @Test
  void five_cases_say_how_likely_each_answer_would_come_again() {
    List<CaseResult> cases =
        List.of(
            result(8.9, 9, 9.1),
            result(8.8, 9, 9.1),
            result(8.9, 9.1, 9.2),
            result(8.7, 8.8, 9),
            result(8.8, 8.9, 9));
    OverCases over = OverCases.of(cases).orElseThrow();
    assertThat(over.sameAgain()).hasSize(5);
    assertThat(over.sameAgain().values()).allMatch(chance -> chance > 0.9);
    assertThat(over.again().orElseThrow())
        .contains("with a chance of", " % for with errors of [8.9, 9.0, 9.1], ");
    OverCases fewer = OverCases.of(cases.subList(0, 4)).orElseThrow();
    assertThat(fewer.again()).as("four cases do not tell how much cases differ").isEmpty();
  }

  @Test
  void discoveries_are_adjusted_over_the_catalogue_and_change_no_verdict() {
    CaseResult clear = result(8.99, 9, 9.01);
    CaseResult close = result(8, 9, 9.4);
    CaseResult open = result(9, 10.5, 10);
    CaseResult refuted = result(11, 11.1, 11.2);
    assertThat(List.of(clear, close, open, refuted))
        .extracting(c -> c.judgement().verdict())
        .containsExactly(
            Verdict.REPRODUCED, Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE, Verdict.REFUTED);
    Discoveries all = Discoveries.of(List.of(clear, close, open, refuted));
    Map<SuiteCase, Double> byCase = all.byCase();
    double p = clear.judgement().p().orElseThrow();
    assertThat(byCase.get(clear.suiteCase())).isCloseTo(4 * p, within(1e-12));
    assertThat(byCase.get(refuted.suiteCase())).as("the claim is not shown").isEqualTo(1);
    assertThat(all.lines())
        .singleElement()
        .asString()
        .contains("of 1 verdicts REPRODUCED among 4", "1 hold where at most 5 %");
    assertThat(all.words(clear)).isPresent();
    assertThat(all.words(result(1, 2, 3))).isEqualTo(Optional.empty());
  }
}
