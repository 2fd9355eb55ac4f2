package org.paperclaims.harness.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
    assertThat(changed.metrics().get(0).paired()).isTrue();
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
    assertThat(change.paired()).isFalse();
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
}
