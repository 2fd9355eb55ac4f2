package org.paperclaims.harness.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PairedTest;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.judge.Experiments;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

class ComparisonTest {
  private static final Criterion CRITERION =
      new Criterion.Effect("test_error", Direction.LOWER, 0.05, 0, PairedTest.PAIRED_T);

  private static List<RunRecord> runs(double... results) {
    return Experiments.of(CRITERION)
        .control(results)
        .runs()
        .byArm()
        .getOrDefault("control", List.of());
  }

  private static Comparison compared(List<RunRecord> first, List<RunRecord> second) {
    return Comparison.of(
        new Comparison.Results(Map.of(), first), new Comparison.Results(Map.of(), second), 0.05);
  }

  private static Comparison.Change change(List<RunRecord> first, List<RunRecord> second) {
    return compared(first, second).metrics().get(0).change();
  }

  @Test
  void calls_the_same_numbers_identical_whatever_the_order() {
    List<RunRecord> runs = runs(10, 11, 12);
    List<RunRecord> turned = List.of(runs.get(2), runs.get(0), runs.get(1));
    assertThat(change(runs, turned)).isEqualTo(Comparison.Change.IDENTICAL);
    assertThat(compared(runs, turned).isQuiet()).isTrue();
  }

  @Test
  void tells_noise_from_change_on_paired_seeds() {
    assertThat(change(runs(10, 11, 12, 13), runs(10.2, 10.9, 11.8, 13.2)))
        .isEqualTo(Comparison.Change.WITHIN_NOISE);
    Comparison changed = compared(runs(10, 11, 12, 13), runs(12, 13.1, 14, 14.9));
    assertThat(changed.metrics().get(0).change()).isEqualTo(Comparison.Change.CHANGED);
    assertThat(changed.metrics().get(0).overlap()).isEqualTo(Comparison.Overlap.PAIRED);
    assertThat(changed.isQuiet()).isFalse();
  }

  @Test
  void tests_differences_that_are_all_the_same_by_sign_flips() {
    // One image of 2,500 in each of two runs is no change.
    Comparison.MetricChange two = compared(runs(10, 12), runs(10.25, 12.25)).metrics().get(0);
    assertThat(two.change()).isEqualTo(Comparison.Change.WITHIN_NOISE);
    assertThat(two.p()).hasValue(0.5);
    assertThat(change(runs(8, 9, 10, 11, 12, 13), runs(8.5, 9.5, 10.5, 11.5, 12.5, 13.5)))
        .as("two of 64 flips are as large")
        .isEqualTo(Comparison.Change.CHANGED);
  }

  @Test
  void compares_runs_of_other_seeds_by_their_means() {
    List<RunRecord> all = runs(10, 10.2, 9.9, 15, 15.2, 14.9);
    Comparison.MetricChange change =
        compared(all.subList(0, 3), all.subList(3, 6)).metrics().get(0);
    assertThat(change.overlap()).isEqualTo(Comparison.Overlap.SEPARATE);
    assertThat(change.change()).isEqualTo(Comparison.Change.CHANGED);
    assertThat(change(all.subList(0, 1), all.subList(3, 4)))
        .isEqualTo(Comparison.Change.NOT_ENOUGH_DATA);
  }

  @Test
  void lists_runs_that_ended_otherwise_and_verdicts_that_changed() {
    Comparison comparison =
        Comparison.of(
            new Comparison.Results(
                Map.of("a", Verdict.REPRODUCED, "b", Verdict.REFUTED, "c", Verdict.REFUTED),
                runs(10, 11, 12)),
            new Comparison.Results(
                Map.of("a", Verdict.INCONCLUSIVE, "b", Verdict.REFUTED, "d", Verdict.REFUTED),
                runs(10, Experiments.DIVERGED, 12)),
            0.05);
    assertThat(comparison.verdicts())
        .containsExactly(
            new Comparison.VerdictChange("a", Verdict.REPRODUCED, Verdict.INCONCLUSIVE));
    assertThat(comparison.outcomes()).hasSize(1);
    assertThat(comparison.outcomes().get(0)).contains("seed 2: COMPLETED, then DIVERGED");
    assertThat(comparison.onlyFirst()).containsExactly("c");
    assertThat(comparison.onlySecond()).containsExactly("d");
  }

  @Test
  void a_metric_that_no_run_of_one_side_has_is_named() {
    Comparison comparison =
        compared(runs(10, 11), runs(Experiments.DIVERGED, Experiments.DIVERGED));
    assertThat(comparison.metrics())
        .isNotEmpty()
        .allMatch(m -> m.change() == Comparison.Change.ONLY_FIRST);
    assertThat(comparison.isOfTheSame()).isFalse();
    assertThat(comparison.runs()).isEmpty();
  }

  private static RunRecord madeBy(String engine, RunRecord run) {
    RunSpec spec = run.spec();
    return new RunRecord(
        run.fingerprint(),
        new RunSpec(
            spec.protocol(),
            spec.architecture(),
            spec.erasure(),
            spec.dataset(),
            spec.datasetChecksum(),
            spec.recipe(),
            spec.seed(),
            engine),
        run.outcome(),
        run.detail(),
        run.epochs(),
        run.metrics(),
        run.environment(),
        run.seconds());
  }

  @Test
  void two_engines_meet_only_where_each_side_has_one() {
    List<RunRecord> dl4j = runs(10, 11, 12).stream().map(r -> madeBy("dl4j", r)).toList();
    List<RunRecord> torch = runs(30, 31, 33).stream().map(r -> madeBy("torch", r)).toList();
    assertThat(change(dl4j, torch)).isEqualTo(Comparison.Change.CHANGED);
    List<RunRecord> both = new ArrayList<>(dl4j);
    both.addAll(torch);
    Comparison same = compared(both, both);
    assertThat(same.metrics())
        .hasSize(2 * runs(1).get(0).metrics().size())
        .allMatch(m -> m.change() == Comparison.Change.IDENTICAL)
        .anyMatch(m -> m.experiment().endsWith(", dl4j"))
        .anyMatch(m -> m.experiment().endsWith(", torch"));
  }

  /** Deviations of ten runs from their mean. */
  private static final double[] SPREAD = {-.2, .1, 0, .15, -.1, .05, .2, -.15, .02, -.07};

  private static List<RunRecord> seeds(int from, double mean) {
    double[] results = new double[from - 1 + SPREAD.length];
    for (int i = 0; i < SPREAD.length; i++) {
      results[from - 1 + i] = mean + SPREAD[i];
    }
    List<RunRecord> all = runs(results);
    return all.subList(from - 1, all.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 8, 9, 10, 11})
  void sees_the_same_change_however_many_seeds_are_shared(int from) {
    Comparison.MetricChange change = compared(seeds(1, 10.1), seeds(from, 15.2)).metrics().get(0);
    assertThat(change.change()).isEqualTo(Comparison.Change.CHANGED);
    assertThat(change.difference()).isCloseTo(5.1, within(1e-9));
    assertThat(change.n()).isEqualTo(10);
    int shared = 11 - from;
    assertThat(change.overlap())
        .isEqualTo(
            shared == 10
                ? Comparison.Overlap.PAIRED
                : shared >= 3 ? Comparison.Overlap.PARTIAL : Comparison.Overlap.SEPARATE);
  }

  @Test
  void says_how_large_a_change_is_next_to_the_spread_over_seeds() {
    double[] before = new double[SPREAD.length];
    double[] after = new double[SPREAD.length];
    for (int i = 0; i < SPREAD.length; i++) {
      before[i] = 0.3 + 0.06 * SPREAD[i];
      after[i] = before[i] + 1e-8 * (1 + SPREAD[i]);
    }
    Comparison.MetricChange change = compared(runs(before), runs(after)).metrics().get(0);
    assertThat(change.change()).isEqualTo(Comparison.Change.CHANGED);
    assertThat(change.inSds().orElseThrow()).isBetween(1e-7, 1e-5);
    Comparison asked =
        Comparison.of(
            new Comparison.Results(Map.of(), runs(before)),
            new Comparison.Results(Map.of(), runs(after)),
            0.05,
            0.2);
    assertThat(asked.metrics().get(0).change()).isEqualTo(Comparison.Change.TOO_SMALL);
    assertThat(asked.isQuiet()).isTrue();
  }

  @Test
  void says_how_small_a_change_could_have_been_seen() {
    Comparison.MetricChange change = compared(seeds(1, 10), seeds(11, 10.01)).metrics().get(0);
    assertThat(change.change()).isEqualTo(Comparison.Change.WITHIN_NOISE);
    // Two samples of ten: 1.32 standard deviations (Cohen 1988, two-sided 5 %, power 80 %).
    assertThat(change.detectable().orElseThrow() / change.seedSd().orElseThrow())
        .isCloseTo(1.325, within(0.01));
  }

  @Test
  void sees_that_more_runs_diverge_though_no_seed_is_shared() {
    double d = Experiments.DIVERGED;
    List<RunRecord> before = runs(10, 11, 12, 10.5, 11.5);
    List<RunRecord> after = runs(0, 0, 0, 0, 0, 10.2, d, d, d, d).subList(5, 10);
    Comparison comparison = compared(before, after);
    assertThat(comparison.isQuiet()).isFalse();
    assertThat(comparison.outcomes().toString()).contains("0 of 5 runs diverged, then 4 of 5");
    List<RunRecord> chance = runs(0, 0, 0, 0, 0, 10.2, 10.9, 11.8, 10.7, d).subList(5, 10);
    assertThat(compared(before, chance).outcomes()).as("one of five is chance").isEmpty();
  }

  @Test
  void takes_the_last_digits_of_a_number_for_no_change() {
    double[] before = {2.049, 1.956, 1.942};
    double[] after = {Math.nextUp(2.049), Math.nextUp(Math.nextUp(1.956)), Math.nextUp(1.942)};
    assertThat(change(runs(before), runs(after))).isEqualTo(Comparison.Change.WITHIN_NOISE);
  }
}
