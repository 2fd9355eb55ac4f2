package org.paperclaims.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;
import org.paperclaims.harness.engine.Precision;

/** Fields that came after the format: they are written only where they say something new. */
class ShortFormTest {
  private static final LearningRate RATE = new LearningRate(0.1, List.of());
  private static final LearningRule SGD = LearningRule.sgd(0.9, true, 1e-4);

  static List<Map.Entry<String, Recipe>> news() {
    return List.of(
        Map.entry(
            "\"learningRate\":{\"initial\":0.1,\"schedule\":{\"every\":2,\"factor\":0.94,\"kind\":\"exponential\"}}",
            recipe(new LearningRate(0.1, new Schedule.Exponential(2, 0.94), Warmup.NONE))),
        Map.entry(
            "\"learningRate\":{\"initial\":0.1,\"schedule\":{\"epochs\":4,\"kind\":\"cosine\"}}",
            recipe(new LearningRate(0.1, new Schedule.Cosine(4), Warmup.NONE))),
        Map.entry(
            "\"learningRate\":{\"drops\":[],\"initial\":0.1,\"warmup\":{\"epochs\":1,\"factor\":0.1}}",
            recipe(new LearningRate(0.1, RATE.schedule(), new Warmup(1, 0.1)))),
        Map.entry(
            "\"momentum\":0.9,\"nesterov\":true,\"precision\":\"FP32\",\"weightDecay\":1.0E-4},",
            recipe(RATE)),
        Map.entry(
            "\"optimiser\":{\"decay\":0.9,\"epsilon\":1.0,\"kind\":\"rmsprop\",\"momentum\":0.5},\"precision\":\"FP32\",\"weightDecay\":0.0}",
            recipe(LearningRule.of(new Optimiser.RmsProp(0.9, 1, 0.5), 0))),
        Map.entry(
            "\"optimiser\":{\"beta1\":0.9,\"beta2\":0.99,\"epsilon\":1.0E-8,\"kind\":\"adam\"},",
            recipe(LearningRule.of(new Optimiser.Adam(0.9, 0.99, 1e-8), 0))),
        Map.entry(
            "\"optimiser\":{\"beta1\":0.9,\"beta2\":0.99,\"epsilon\":1.0E-8,\"kind\":\"adamw\"},",
            recipe(LearningRule.of(new Optimiser.AdamW(0.9, 0.99, 1e-8), 0))),
        Map.entry("\"clip\":2.0,\"epochs\"", recipe(SGD.withClip(2))),
        Map.entry("\"decaySlopes\":false,\"epochs\"", recipe(SGD.withDecaySlopes(false))),
        Map.entry("\"labelSmoothing\":0.1,\"learningRate\"", recipe(SGD.withLabelSmoothing(0.1))),
        Map.entry("\"average\":0.999,\"batch\"", recipe(SGD.withAverage(0.999))));
  }

  private static Recipe recipe(LearningRule rule) {
    return new Recipe(4, 16, RATE, rule, List.of(), "he-normal", Precision.FP32, true);
  }

  private static Recipe recipe(LearningRate rate) {
    return new Recipe(4, 16, rate, 0.9, true, 1e-4, List.of(), "he-normal", Precision.FP32);
  }

  private static RunSpec spec(Recipe recipe) {
    RunSpec s = Specs.training(1);
    return new RunSpec(
        s.protocol(),
        s.architecture(),
        s.erasure(),
        s.dataset(),
        s.datasetChecksum(),
        recipe,
        1,
        s.engine());
  }

  @ParameterizedTest
  @MethodSource("news")
  void writes_what_is_new_and_reads_it_back(Map.Entry<String, Recipe> written) {
    RunSpec spec = spec(written.getValue());
    String json = SpecJson.write(spec);
    assertThat(json).contains(written.getKey());
    assertThat(SpecJson.read(json)).isEqualTo(spec);
    assertThat(Fingerprint.of(spec).equals(Fingerprint.of(spec(recipe(RATE)))))
        .isEqualTo(spec.equals(spec(recipe(RATE))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"warmup\":{\"epochs\":0,\"factor\":1.0}",
        "\"schedule\":{\"drops\":[],\"kind\":\"drops\"}",
        "\"schedule\":{\"kind\":\"linear\"}",
        "\"schedule\":{\"every\":0,\"factor\":0.9,\"kind\":\"exponential\"}",
        "\"schedule\":null",
        "\"kind\":\"drops\""
      })
  void refuses_a_rate_that_is_written_in_another_way(String field) {
    String good = SpecJson.write(spec(recipe(RATE)));
    assertThat(good).contains("\"drops\":[]");
    for (String bad :
        List.of(
            good.replace("\"initial\":0.1", "\"initial\":0.1," + field),
            good.replace("\"drops\":[],\"initial\":0.1", "\"initial\":0.1," + field))) {
      assertThatThrownBy(() -> SpecJson.read(bad)).isInstanceOf(JsonException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"optimiser\":{\"kind\":\"sgd\",\"momentum\":0.9,\"nesterov\":true}",
        "\"optimiser\":{\"kind\":\"lion\"}",
        "\"optimiser\":{\"beta1\":1.0,\"beta2\":0.99,\"epsilon\":1.0E-8,\"kind\":\"adam\"}",
        "\"optimiser\":{\"beta1\":0.9,\"beta2\":0.99,\"epsilon\":0.0,\"kind\":\"adam\"}",
        "\"optimiser\":{\"beta1\":0.9,\"epsilon\":1.0E-8,\"kind\":\"adam\"}",
        "\"optimiser\":null",
        "\"rule\":{\"average\":0.5}",
        "\"rule\":null",
        "\"kind\":\"sgd\"",
        "\"clip\":0.0",
        "\"clip\":-1.0",
        "\"decaySlopes\":true",
        "\"labelSmoothing\":1.0",
        "\"labelSmoothing\":0.0",
        "\"average\":0.0",
        "\"average\":1.5"
      })
  void refuses_a_rule_that_is_written_in_another_way_or_cannot_be(String field) {
    String good = SpecJson.write(spec(recipe(RATE)));
    String sgd = "\"momentum\":0.9,\"nesterov\":true";
    assertThat(good).contains(sgd);
    for (String bad : List.of(good.replace(sgd, sgd + "," + field), good.replace(sgd, field))) {
      assertThatThrownBy(() -> SpecJson.read(bad)).isInstanceOf(JsonException.class);
    }
  }

  @Test
  void refuses_a_rate_without_its_drops() {
    String good = SpecJson.write(spec(recipe(RATE)));
    assertThatThrownBy(() -> SpecJson.read(good.replace("\"drops\":[],", "")))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("drops");
  }
}
