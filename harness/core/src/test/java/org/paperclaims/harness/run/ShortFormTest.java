package org.paperclaims.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.engine.Precision;

/** Fields that came after the format: they are written only where they say something new. */
class ShortFormTest {
  private static final LearningRate RATE = new LearningRate(0.1, List.of());

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
            recipe(new LearningRate(0.1, RATE.schedule(), new Warmup(1, 0.1)))));
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
    assertThat(Fingerprint.of(spec)).isNotEqualTo(Fingerprint.of(spec(recipe(RATE))));
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

  @Test
  void refuses_a_rate_without_its_drops() {
    String good = SpecJson.write(spec(recipe(RATE)));
    assertThatThrownBy(() -> SpecJson.read(good.replace("\"drops\":[],", "")))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("drops");
  }
}
