package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StatisticsPropertiesTest {
  @Property(tries = 100)
  void sign_flips_count_what_a_naive_count_counts(
      @ForAll @Size(min = 1, max = 9) List<@DoubleRange(min = -5, max = 5) Double> list) {
    double[] values = list.stream().mapToDouble(d -> d).toArray();
    double seen = Arrays.stream(values).sum();
    int reached = 0;
    for (int flips = 0; flips < 1 << values.length; flips++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += (flips & 1 << i) == 0 ? values[i] : -values[i];
      }
      reached += sum >= seen - 1e-9 ? 1 : 0;
    }
    assertThat(SignFlip.pAbove(values, 0))
        .isCloseTo(reached / (double) (1 << values.length), within(1e-12));
  }

  @Property(tries = 200)
  void the_two_sides_of_a_test_overlap_and_never_both_reject(
      @ForAll @Size(min = 2, max = 8) List<@DoubleRange(min = -5, max = 5) Double> list) {
    double[] values = list.stream().mapToDouble(d -> d).toArray();
    assertThat(SignFlip.pAbove(values, 0) + SignFlip.pBelow(values, 0))
        .isGreaterThanOrEqualTo(1 - 1e-12);
    assertThat(SignedRank.pAbove(values) + SignedRank.pBelow(values))
        .isGreaterThanOrEqualTo(1 - 1e-12);
    Sample sample = Sample.of(values);
    if (sample.hasSpread()) {
      assertThat(sample.pAbove(0) + sample.pBelow(0)).isCloseTo(1, within(1e-9));
    }
  }

  @Property(tries = 100)
  void a_test_of_ranks_does_not_see_the_scale(
      @ForAll @Size(min = 1, max = 8) List<@IntRange(min = -9, max = 9) Integer> list) {
    double[] values = list.stream().mapToDouble(i -> i).toArray();
    double[] cubed = Arrays.stream(values).map(v -> v * v * v).toArray();
    assertThat(SignedRank.pAbove(cubed)).isEqualTo(SignedRank.pAbove(values));
  }

  @Property(tries = 100)
  void the_interval_and_the_test_agree(
      @ForAll @Size(min = 2, max = 10) List<@DoubleRange(min = -5, max = 5) Double> list) {
    Sample sample = Sample.of(list.stream().mapToDouble(d -> d).toArray());
    if (sample.hasSpread()) {
      Interval interval = sample.interval(0.9);
      assertThat(sample.pAbove(interval.low())).isCloseTo(0.05, within(1e-6));
      assertThat(sample.pBelow(interval.high())).isCloseTo(0.05, within(1e-6));
    }
  }

  @Property(tries = 100)
  void holms_correction_lies_between_none_and_bonferronis(
      @ForAll @Size(min = 1, max = 8) List<@DoubleRange(min = 0, max = 1) Double> list) {
    double[] p = list.stream().mapToDouble(d -> d).toArray();
    double[] adjusted = Holm.adjusted(p);
    for (int i = 0; i < p.length; i++) {
      assertThat(adjusted[i]).isBetween(p[i], Math.min(1, p.length * p[i]) + 1e-12);
      for (int j = 0; j < p.length; j++) {
        if (p[i] < p[j]) {
          assertThat(adjusted[i]).isLessThanOrEqualTo(adjusted[j]);
        }
      }
    }
  }

  @Property(tries = 60)
  void pages_test_is_exact_over_all_orders_of_a_block(
      @ForAll @IntRange(min = 3, max = 5) int levels) {
    // Over all orders of one block the p values are as a uniform law allows: P(p <= a) <= a.
    List<Double> p = new ArrayList<>();
    permute(new ArrayList<>(), levels, p);
    Collections.sort(p);
    for (int i = 0; i < p.size(); i++) {
      double share = (p.lastIndexOf(p.get(i)) + 1.0) / p.size();
      assertThat(share).isCloseTo(p.get(i), within(1e-9));
    }
  }

  private static void permute(List<Double> chosen, int levels, List<Double> p) {
    if (chosen.size() == levels) {
      p.add(PageTest.pRising(List.of(chosen.stream().mapToDouble(d -> d).toArray())));
      return;
    }
    for (int i = 0; i < levels; i++) {
      if (!chosen.contains((double) i)) {
        chosen.add((double) i);
        permute(chosen, levels, p);
        chosen.remove(chosen.size() - 1);
      }
    }
  }

  @Property(tries = 50)
  void a_superiority_interval_holds_its_estimate(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = -1, max = 1) Integer> list) {
    Superiority s = Superiority.of(list.stream().mapToDouble(i -> i).toArray());
    Interval interval = s.interval(0.95);
    assertThat(interval.contains(s.estimate())).isTrue();
    assertThat(interval.low()).isBetween(0.0, 1.0);
    assertThat(interval.high()).isBetween(0.0, 1.0);
  }
}
