package org.paperclaims.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.PublishedStatistic;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.measure.Direction;

/**
 * Runs against a published number, for every way in which papers state one. The wanted numbers are
 * SciPy's: its t distribution on Welch's degrees of freedom, and its quadrature of the density of
 * order statistics.
 */
class PublishedNumberTest {
  private static final double[] RUNS = {6.5, 6.9, 6.4, 7.1, 6.8, 6.6};

  private static Judgement judged(Criterion criterion, double... runs) {
    return Experiments.of(criterion).treatment(runs).judged();
  }

  @ParameterizedTest(name = "{2} of {3}, spread {4}")
  @CsvSource({
    "6.61, 0.3, SINGLE_RUN, 0, 0,    -0.1066667, -0.839520, 0.626187, 0.2638948, 0.1065401, 0.995239",
    "6.61, 0.3, MEAN_OF_N, 5, 0.16,  -0.1066667, -0.402772, 0.189439, 0.0858955, 0.0065002, 0.419220",
    "6.61, 0.3, MEAN_OF_N, 5, 0,     -0.1066667, -0.517513, 0.304180, 0.1402409, 0.0258074, 0.557943",
    "6.61, 0.3, MEDIAN_OF_N, 5, 0,   -0.1066667, -0.563579, 0.350246, 0.1631803, 0.0354174, 0.620501",
    "6.43, 0.6, BEST_OF_N, 5, 0,      0.0202913, -0.375563, 0.809875, 0.0023747, 0.0538761, 1.021964",
    "6.43, 0.6, BEST_OF_N, 5, 0.16,  -0.0887122, -0.397430, 0.220006, 0.0023325, 0.0003616, 0.438416",
    "6.40, 0.5, BEST_OF_N, 3, 0.2,   -0.1256807, -0.537781, 0.286419, 0.0335004, 0.0055584, 0.561463",
  })
  void weighs_what_the_number_stands_for(
      double number,
      double margin,
      PublishedStatistic statistic,
      int runs,
      double spread,
      double difference,
      double low,
      double high,
      double notWorse,
      double notBetter,
      double detectable) {
    Judgement j = judged(Experiments.published(number, margin, statistic, runs, spread), RUNS);
    assertThat(j.n()).isEqualTo(6);
    assertThat(j.estimate().getAsDouble()).isCloseTo(difference, within(2e-4));
    assertThat(j.low().getAsDouble()).isCloseTo(low, within(3e-4));
    assertThat(j.high().getAsDouble()).isCloseTo(high, within(3e-4));
    assertThat(j.minimumDetectableEffect().getAsDouble()).isCloseTo(detectable, within(3e-4));
    assertThat(j.tests()).hasSize(4);
    assertThat(j.tests().get(0).p()).isCloseTo(notWorse, within(3e-4));
    assertThat(j.tests().get(1).p()).isCloseTo(notBetter, within(3e-4));
    assertThat(j.tests().get(2).p()).isCloseTo(1 - notWorse, within(3e-4));
    assertThat(j.tests().get(3).p()).isCloseTo(1 - notBetter, within(3e-4));
    boolean met = Math.max(notWorse, notBetter) <= 0.05;
    assertThat(j.verdict()).isEqualTo(met ? Verdict.REPRODUCED : Verdict.INCONCLUSIVE);
    assertThat(j.p().getAsDouble())
        .isCloseTo(
            met
                ? Math.max(notWorse, notBetter)
                : Math.min(Math.max(notWorse, notBetter), 1 - Math.max(notWorse, notBetter)),
            within(3e-4));
  }

  @Test
  void gives_the_t_of_each_test() {
    Judgement j =
        judged(Experiments.published(6.61, 0.3, PublishedStatistic.MEAN_OF_N, 5, 0.16), RUNS);
    assertThat(j.tests().stream().map(Judgement.Test::statistic).toList())
        .containsExactly("t = 1.49", "t = 3.14", "t = -1.49", "t = -3.14");
  }

  @Test
  void misses_a_number_that_the_runs_exclude_on_either_side() {
    Judgement worse =
        judged(Experiments.published(6, 0.3, PublishedStatistic.MEAN_OF_N, 5, 0.16), RUNS);
    assertThat(worse.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(worse.p().getAsDouble()).isCloseTo(0.0057893, within(1e-6));
    assertThat(worse.reason()).contains("is 0.717 worse, ").contains("margin 0.3");
    Judgement better =
        judged(Experiments.published(7.43, 0.3, PublishedStatistic.MEAN_OF_N, 5, 0.16), RUNS);
    assertThat(better.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(better.reason()).contains("is 0.713 better, ");
  }

  @Test
  void says_that_the_best_of_some_runs_stands_for_a_lower_mean() {
    Judgement j =
        judged(Experiments.published(6.43, 0.6, PublishedStatistic.BEST_OF_N, 5, 0), RUNS);
    assertThat(j.reason())
        .contains("is 6.72 (standard deviation 0.264) against 6.43, the paper's best of 5")
        .contains("0.0203 better than the mean that this number stands for");
  }

  @Test
  void turns_a_metric_of_which_more_is_better() {
    Criterion.Level accuracy =
        new Criterion.Level(
            "test_accuracy",
            Direction.HIGHER,
            0.05,
            93.39,
            0.6,
            PublishedStatistic.MEAN_OF_N,
            OptionalInt.of(5),
            OptionalDouble.of(0.16));
    Judgement j = judged(accuracy, 93.5, 93.1, 93.6, 92.9, 93.2, 93.4);
    assertThat(j.estimate().getAsDouble()).isCloseTo(-0.1066667, within(1e-6));
    assertThat(j.p().getAsDouble()).isCloseTo(0.0023693, within(1e-6));
    assertThat(j.verdict()).isEqualTo(Verdict.REPRODUCED);
  }

  @Test
  void counts_the_runs_that_would_decide_where_more_runs_can() {
    Judgement open =
        judged(
            Experiments.published(6.4, 0.05, PublishedStatistic.MEAN_OF_N, 50, 0.16),
            6.5,
            6.9,
            6.4);
    assertThat(open.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(open.furtherSeeds()).hasValue(21);
    // A single run of the paper's keeps its noise whatever is added on this side.
    Judgement never =
        judged(Experiments.published(6.61, 0.3, PublishedStatistic.SINGLE_RUN, 0, 0), RUNS);
    assertThat(never.furtherSeeds()).isEmpty();
  }

  private static final double D = Experiments.DIVERGED;

  @Test
  void meets_no_number_with_a_run_that_diverged() {
    // Within 0.4 of the number but for one, which would spoil a mean whatever its value.
    Judgement single =
        judged(
            Experiments.published(16.53, 0.5, PublishedStatistic.SINGLE_RUN, 0, 0),
            16.13,
            16.93,
            16.4,
            16.6,
            16.3,
            16.7,
            16.5,
            D);
    assertThat(single.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(single.estimate()).isEmpty();
    assertThat(single.minimumDetectableEffect()).isEmpty();
    assertThat(single.reason())
        .contains(
            "1 of 8 runs diverged, so that no mean can meet it; 1 in all are worse than 16.53");
    Judgement mean =
        judged(
            Experiments.published(6.61, 0.3, PublishedStatistic.MEAN_OF_N, 5, 0.16),
            6.5,
            6.7,
            6.6,
            6.8,
            6.4,
            6.9,
            6.55,
            D);
    assertThat(mean.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @ParameterizedTest(name = "{0} of {1}, spread {2}: {4}, {5}")
  @CsvSource({
    // margin / (t * sqrt(1/n + 1)), and margin / z.
    "SINGLE_RUN, 0, 0,    0.5,  0.214101, 0.303979",
    "SINGLE_RUN, 0, 0,    0.25, 0.107051, 0.151989",
    // margin / (t * sqrt(2/5)), and margin / (z * sqrt(1/5)).
    "MEAN_OF_N, 5, 0,     0.3,  0.222504, 0.407832",
  })
  void tells_ahead_how_little_runs_may_vary(
      PublishedStatistic statistic,
      int runs,
      double spread,
      double margin,
      double now,
      double ever) {
    Criterion level = Experiments.published(16.53, margin, statistic, runs, spread);
    LevelReach reach = LevelReach.of((Criterion.Level) level, 5);
    assertThat(reach.now()).isCloseTo(now, within(1e-5));
    assertThat(reach.ever()).isCloseTo(ever, within(1e-4));
    // Its words come true: five runs of that spread around the number, and of a little more.
    assertThat(judged(level, around(16.53, reach.now() * 0.999)).verdict())
        .isEqualTo(Verdict.REPRODUCED);
    assertThat(judged(level, around(16.53, reach.now() * 1.001)).verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  private static double[] around(double mean, double sd) {
    return new double[] {mean - sd, mean - sd, mean, mean + sd, mean + sd};
  }

  @Test
  void gives_a_number_all_of_its_digits_and_the_mean_as_many() {
    Criterion level = Experiments.published(16.53, 0.05, PublishedStatistic.MEAN_OF_N, 5, 0.001);
    assertThat(judged(level, 16.459, 16.46, 16.461).reason())
        .contains("is 16.46 (standard deviation 0.001) against 16.53, the paper's mean of 5");
  }

  @Test
  void misses_a_draw_only_where_it_would_be_the_best_of_many() {
    Criterion single = Experiments.published(6.61, 0.3, PublishedStatistic.SINGLE_RUN, 0, 0);
    // All six are worse, as one of seven equal draws is better than six others by chance.
    Judgement six = judged(single, 7.4, 7.29, 7.4, 6.95, D, 7.95);
    assertThat(six.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(six.tests().get(0).p()).isCloseTo(1 / 7.0, within(1e-12));
    // One of six is not: it is the best or the second of seven.
    Judgement five = judged(single, 7.4, 7.29, 7.4, 6.5, D, 7.95);
    assertThat(five.tests().get(0).p()).isCloseTo(2 / 7.0, within(1e-12));
    double[] twenty = new double[20];
    java.util.Arrays.fill(twenty, D);
    assertThat(judged(single, twenty).verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(judged(single, twenty).tests().get(0).p()).isCloseTo(1 / 21.0, within(1e-12));
    // The best of five is one of the paper's five draws, so it comes first five times as often.
    Judgement best =
        judged(Experiments.published(6.61, 0.3, PublishedStatistic.BEST_OF_N, 5, 0), twenty);
    assertThat(best.tests().get(0).p()).isCloseTo(5 / 25.0, within(1e-12));
    assertThat(best.verdict()).as("by signs").isEqualTo(Verdict.REFUTED);
  }

  @Test
  void misses_a_mean_by_signs_against_how_low_it_may_have_fallen() {
    // 6.61 may stand for 6.61 + 2.776 * 0.16 / sqrt(5) = 6.81, half of alpha allowing.
    Criterion mean = Experiments.published(6.61, 0.3, PublishedStatistic.MEAN_OF_N, 5, 0.16);
    Judgement missed = judged(mean, 7.5, 8, D, 9, D, 7.12);
    assertThat(missed.verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(missed.p().getAsDouble()).isCloseTo(1 / 64.0 + 0.025, within(1e-12));
    Judgement near = judged(mean, 7.5, 8, D, 9, D, 7.10);
    assertThat(near.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(near.tests().get(0).p()).isCloseTo(7 / 64.0 + 0.025, within(1e-12));
    Criterion unspread = Experiments.published(6.61, 0.3, PublishedStatistic.MEAN_OF_N, 5, 0);
    assertThat(judged(unspread, D, D, D, D, D, D).p()).hasValue(1 / 64.0);
    assertThat(judged(unspread, D, D, D, D).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void says_nothing_from_runs_without_a_spread() {
    for (double[] runs : new double[][] {{6.5}, {6.5, 6.5, 6.5}}) {
      Judgement j =
          judged(Experiments.published(6.61, 0.3, PublishedStatistic.SINGLE_RUN, 0, 0), runs);
      assertThat(j.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
      assertThat(j.estimate().getAsDouble()).isCloseTo(0.11, within(1e-12));
      assertThat(j.low()).isEmpty();
      assertThat(j.reason())
          .contains(
              runs.length == 1 ? "one run of 6.5" : "3 runs with exactly the same result of 6.5")
          .contains("against 6.61");
    }
  }
}
