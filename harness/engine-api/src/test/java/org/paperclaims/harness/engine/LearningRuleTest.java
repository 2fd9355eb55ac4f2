package org.paperclaims.harness.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.datasets.Task;

class LearningRuleTest {
  private static final LearningRule SGD = LearningRule.sgd(0.9, true, 1e-4);

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void refuses_shares_that_are_none(double share) {
    assertThatThrownBy(() -> SGD.withAverage(share))
        .hasMessage("average lies between 0 and below 1, found " + share);
    assertThatThrownBy(() -> SGD.withLabelSmoothing(share))
        .hasMessage("labelSmoothing lies between 0 and below 1, found " + share);
    assertThatThrownBy(() -> new Optimiser.Adam(share, 0.9, 1)).hasMessageContaining("beta1 lies");
    assertThatThrownBy(() -> new Optimiser.AdamW(0.9, share, 1)).hasMessageContaining("beta2 lies");
    assertThatThrownBy(() -> new Optimiser.RmsProp(share, 1, 0)).hasMessageContaining("decay lies");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0, Double.NaN})
  void refuses_an_epsilon_that_is_not_positive(double epsilon) {
    assertThatThrownBy(() -> new Optimiser.RmsProp(0.9, epsilon, 0))
        .hasMessage("epsilon is positive, found " + epsilon);
  }

  @Test
  void shortens_only_gradients_that_are_longer_than_the_clip() {
    LearningRule clipped = SGD.withClip(2);
    assertThat(clipped.clipFactor(1)).isEqualTo(1);
    assertThat(clipped.clipFactor(4)).isEqualTo(2 / (4 + 1e-6));
    assertThat(clipped.clipFactor(Double.NaN)).isNaN();
    assertThatThrownBy(() -> SGD.withClip(-1))
        .hasMessage("clip is 0 or a positive norm, found -1.0");
  }

  @Test
  void labels_are_smoothed_in_a_classification_alone() {
    LearningRule smoothed = SGD.withLabelSmoothing(0.1);
    assertThatCode(() -> options(new Task.Classification(List.of("a", "b")), smoothed))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> options(new Task.Regression(2), smoothed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found a label smoothing of 0.1");
  }

  private static LearnerOptions options(Task task, LearningRule rule) {
    return new LearnerOptions(new Device("cpu", ""), 1, task, rule, Precision.FP32, true, 1);
  }

  @Test
  void a_model_has_the_averages_in_the_place_of_the_weights_and_nothing_else() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : List.of("w", "n.mean", "momentum.w", "squares.w", "average.w")) {
      tensors.put(name, new Tensor(List.of(1), new float[] {tensors.size()}));
    }
    Snapshot model = new Snapshot(7, tensors).model();
    assertThat(model.step()).isEqualTo(7);
    assertThat(model.tensors().keySet()).containsExactly("w", "n.mean");
    assertThat(model.tensor("w").data()).containsExactly(4);
    assertThat(model.tensor("n.mean").data()).containsExactly(1);
  }
}
