package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.testing.Draw;
import org.paperclaims.testing.Property;

class StatisticsPropertiesTest {
  private static double[] numbers(Draw draw, int least, int most, int largest) {
    return draw.list(least, most, () -> draw.between(-largest, largest)).stream()
        .mapToDouble(Integer::doubleValue)
        .toArray();
  }

  @Test
  void sign_flips_count_what_a_naive_count_counts() {
    Property.holds(
        100,
        draw -> {
          double[] values = draw.hundredths(1, 9, -5, 5);
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
        });
  }

  @Test
  void the_two_sides_of_a_test_overlap_and_never_both_reject() {
    Property.holds(
        200,
        draw -> {
          double[] values = draw.hundredths(2, 8, -5, 5);
          assertThat(SignFlip.pAbove(values, 0) + SignFlip.pBelow(values, 0))
              .isGreaterThanOrEqualTo(1 - 1e-12);
          assertThat(SignedRank.pAbove(values) + SignedRank.pBelow(values))
              .isGreaterThanOrEqualTo(1 - 1e-12);
          Sample sample = Sample.of(values);
          if (sample.hasSpread()) {
            assertThat(sample.pAbove(0) + sample.pBelow(0)).isCloseTo(1, within(1e-9));
          }
        });
  }

  @Test
  void a_test_of_ranks_does_not_see_the_scale() {
    Property.holds(
        100,
        draw -> {
          double[] values = numbers(draw, 1, 8, 9);
          double[] cubed = Arrays.stream(values).map(v -> v * v * v).toArray();
          assertThat(SignedRank.pAbove(cubed)).isEqualTo(SignedRank.pAbove(values));
        });
  }

  @Test
  void the_interval_and_the_test_agree() {
    Property.holds(
        100,
        draw -> {
          Sample sample = Sample.of(draw.hundredths(2, 10, -5, 5));
          if (sample.hasSpread()) {
            Interval interval = sample.interval(0.9);
            assertThat(sample.pAbove(interval.low())).isCloseTo(0.05, within(1e-6));
            assertThat(sample.pBelow(interval.high())).isCloseTo(0.05, within(1e-6));
          }
        });
  }

  @Test
  void holms_correction_lies_between_none_and_bonferronis() {
    Property.holds(
        100,
        draw -> {
          double[] p = draw.hundredths(1, 8, 0, 1);
          double[] adjusted = Holm.adjusted(p);
          for (int i = 0; i < p.length; i++) {
            assertThat(adjusted[i]).isBetween(p[i], Math.min(1, p.length * p[i]) + 1e-12);
            for (int j = 0; j < p.length; j++) {
              if (p[i] < p[j]) {
                assertThat(adjusted[i]).isLessThanOrEqualTo(adjusted[j]);
              }
            }
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5})
  void pages_test_is_exact_over_all_orders_of_a_block(int levels) {
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

  @Test
  void a_superiority_interval_holds_its_estimate() {
    Property.holds(
        50,
        draw -> {
          Superiority s = Superiority.of(numbers(draw, 1, 12, 1));
          Interval interval = s.interval(0.95);
          assertThat(interval.contains(s.estimate())).isTrue();
          assertThat(interval.low()).isBetween(0.0, 1.0);
          assertThat(interval.high()).isBetween(0.0, 1.0);
        });
  }
}
