package org.paperclaims.harness.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.Snapshot;

/** Compares the engine with PyTorch's numbers in float64. */
class ReferenceNumbersTest {
  private static final double TOLERANCE = 1e-4;

  static List<Reference.Case> cases() {
    return Reference.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void three_steps_end_where_the_reference_ends(Reference.Case reference) {
    Batch batch = Reference.batch();
    JsonNode numbers = reference.numbers();
    try (Learner learner = new Dl4jEngine().learner(reference.network(), Reference.options(1))) {
      learner.load(Reference.weights(reference.network()));

      assertClose(
          "logits before training",
          learner.predictWithBatchStatistics(batch),
          numbers.get("logits_training_mode"));
      assertThat(learner.train(batch, 0.05)).isCloseTo(loss(numbers, 0), within(TOLERANCE));
      assertTensors("after step 1", learner.snapshot(), numbers.get("after_step_1"));
      assertThat(learner.train(batch, 0.05)).isCloseTo(loss(numbers, 1), within(TOLERANCE));
      assertThat(learner.train(batch, 0.05)).isCloseTo(loss(numbers, 2), within(TOLERANCE));
      assertTensors("after step 3", learner.snapshot(), numbers.get("after_step_3"));
      assertClose(
          "logits in inference mode", learner.predict(batch), numbers.get("logits_inference_mode"));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_plain_step_of_rate_one_takes_off_the_reference_gradient(Reference.Case reference) {
    Snapshot before = Reference.weights(reference.network());
    try (Learner learner =
        new Dl4jEngine().learner(reference.network(), Reference.options(2, 0, false, 0))) {
      learner.load(before);
      learner.train(Reference.batch(), 1);
      Snapshot after = learner.snapshot();
      reference
          .numbers()
          .get("gradients")
          .properties()
          .forEach(
              e -> {
                float[] w = before.tensor(e.getKey()).data();
                float[] v = after.tensor(e.getKey()).data();
                double[] gradient = new double[w.length];
                for (int i = 0; i < w.length; i++) {
                  gradient[i] = (double) w[i] - v[i];
                }
                assertSummary("gradient of " + e.getKey(), gradient, e.getValue());
              });
    }
  }

  private static double loss(JsonNode numbers, int step) {
    return numbers.get("losses").get(step).asDouble();
  }

  private static void assertClose(String what, float[] found, JsonNode rows) {
    double largest = 0;
    for (JsonNode row : rows) {
      for (JsonNode v : row) {
        largest = Math.max(largest, Math.abs(v.asDouble()));
      }
    }
    int i = 0;
    for (JsonNode row : rows) {
      for (JsonNode v : row) {
        assertThat((double) found[i])
            .as("%s, number %d", what, i)
            .isCloseTo(v.asDouble(), within(TOLERANCE * largest));
        i++;
      }
    }
    assertThat(found).hasSize(i);
  }

  private static void assertTensors(String when, Snapshot found, JsonNode expected) {
    expected
        .properties()
        .forEach(
            e -> {
              float[] data = found.tensor(e.getKey()).data();
              double[] wide = new double[data.length];
              for (int i = 0; i < data.length; i++) {
                wide[i] = data[i];
              }
              assertSummary(e.getKey() + " " + when, wide, e.getValue());
            });
  }

  private static void assertSummary(String what, double[] found, JsonNode expected) {
    double sum = 0;
    double squares = 0;
    for (double v : found) {
      sum += v;
      squares += v * v;
    }
    double norm = expected.get("norm").asDouble();
    // Sums may cancel; the last term is the rounding of a float32 weight near 1, of each number.
    double allowed =
        TOLERANCE * norm * Math.max(1, Math.sqrt(found.length) / 4) + 6e-8 * found.length;
    assertThat(Math.sqrt(squares)).as("norm of %s", what).isCloseTo(norm, within(allowed));
    assertThat(sum)
        .as("sum of %s", what)
        .isCloseTo(expected.get("sum").asDouble(), within(allowed));
  }
}
