package org.paperclaims.harness.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Pose;
import org.paperclaims.datasets.Task;

class PckTest {
  private static final Task.HeatMaps TASK = new Task.HeatMaps(List.of("hand"), 2, 3, 4);

  private static double share(Pose pose, double fraction, float... maps) {
    Pck.Count count = new Pck.Count();
    count.add(TASK, maps, maps.length - TASK.targets(), pose, fraction);
    return count.share().orElse(Double.NaN);
  }

  private static Pose hand(double x, double y) {
    return new Pose(List.of(Optional.of(new Pose.Joint(x, y))), 10);
  }

  @ParameterizedTest
  @CsvSource({
    "5.5, 5.5, 0.01, 1", // the middle of the highest cell
    "7.5, 5.5, 0.2, 1", // two pixels away, as far as is allowed
    "7.6, 5.5, 0.2, 0",
    "7.6, 5.5, 0.3, 1",
    "5.5, 3.4, 0.2, 0",
    "1.5, 1.5, 0.5, 0",
  })
  void a_part_is_found_within_a_fraction_of_the_length(
      double x, double y, double fraction, double expected) {
    float[] maps = {0, .1f, 0, 0, .9f, .8f, 1, 1, 1, 1, 1, 1};
    assertThat(share(hand(x, y), fraction, maps)).isEqualTo(expected);
  }

  @Test
  void the_last_stages_maps_count() {
    float[] stages = {
      1, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0, 1, 9, 9, 9, 9, 9, 9,
    };
    assertThat(share(hand(9.5, 5.5), 0.2, stages)).isEqualTo(1);
    assertThat(share(hand(1.5, 1.5), 0.2, stages)).isZero();
  }

  @Test
  void parts_that_are_not_to_be_seen_do_not_count() {
    Pck.Count count = new Pck.Count();
    float[] maps = new float[TASK.targets()];
    count.add(TASK, maps, 0, new Pose(List.of(Optional.empty()), 10), 0.2);
    assertThat(count.share()).isEmpty();
    count.add(TASK, maps, 0, hand(1.5, 1.5), 0.2);
    assertThat(count.share()).hasValue(1);
  }

  @Test
  void a_record_names_a_fraction_or_takes_the_usual_one() {
    assertThat(Metrics.named("pck").orElseThrow().heading().better()).isEqualTo(Direction.HIGHER);
    assertThat(Metrics.named("pck(0.5)").orElseThrow().name()).isEqualTo("pck(0.5)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pck()", "pck(0)", "pck(.5)", "pck(-1)", "pck(0.5", "pck(12)"})
  void other_fractions_are_no_metric(String name) {
    assertThat(Metrics.named(name)).isEmpty();
  }

  @Test
  void data_without_parts_has_none() {
    Metric pck = Metrics.named("pck").orElseThrow();
    assertThat(
            pck.misfit(
                () -> {
                  throw new AssertionError();
                },
                DatasetSpec.whole("cifar10")))
        .hasValue("the examples of cifar10 have no parts to find");
  }
}
