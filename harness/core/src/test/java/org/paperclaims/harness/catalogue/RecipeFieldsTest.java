package org.paperclaims.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ArmDifferences;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.Schedule;
import org.paperclaims.harness.run.Warmup;

/** The fields of a recipe that few papers need. */
class RecipeFieldsTest {
  private static final String CLAIM =
      """
      paper: arXiv 1
      claims:
        - id: any
          statement: Any.
          source: {where: abstract, doubt: none known}
          criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: both}
          control: {erase: none}
          treatment: {erase: last@100%}
          tiers:
            smoke: {architecture: plain-20-w4, dataset: shapes10, images: 1000, pixels: 8, recipe: small, epochs: 10, batch: 32, learning_rate: 0.5, seeds: 2, FIELDS}
            reduced: {not_attempted: no}
            full: {not_attempted: no}
      """;

  private static Recipe recipe(String fields) {
    return Catalogue.read("test.yaml", CLAIM.replace("FIELDS", fields))
        .get(0)
        .cases(Tier.SMOKE)
        .get(0)
        .arms()
        .get(0)
        .recipe();
  }

  private static void refuses(String fields, String message) {
    assertThatThrownBy(() -> recipe(fields))
        .isInstanceOf(CatalogueException.class)
        .hasMessageStartingWith("test.yaml:10:")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"he-normal-fan-out", "xavier", "glorot", "gaussian-0.01"})
  void takes_an_initialisation_by_its_name(String word) {
    assertThat(recipe("initialisation: " + word).initialisation()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "warmup: none                                | none  | 0 | 1",
        "'warmup: {epochs: 2, factor: 0.1}'          | none  | 2 | 0.1",
        "'drops: none, decay_every: {epochs: 2, factor: 0.94}, warmup: {epochs: 1, factor: 0.5}' |"
            + " exponential | 1 | 0.5",
        "cosine: true                                | cosine | 0 | 1",
        "'cosine: false, decay_every: {epochs: 2, factor: 0.94}' | exponential | 0 | 1"
      })
  void takes_a_schedule_and_a_warm_up(String fields, String kind, int epochs, double factor) {
    Schedule schedule =
        switch (kind) {
          case "exponential" -> new Schedule.Exponential(2, 0.94);
          case "cosine" -> new Schedule.Cosine(10);
          default ->
              new Schedule.Drops(
                  List.of(new LearningRate.Drop(6, 0.1), new LearningRate.Drop(9, 0.1)));
        };
    assertThat(recipe(fields).learningRate())
        .isEqualTo(new LearningRate(0.5, schedule, new Warmup(epochs, factor)));
  }

  static List<Map.Entry<String, LearningRule>> rules() {
    LearningRule sgd = LearningRule.sgd(0.9, false, 1e-4);
    Optimiser adam = new Optimiser.Adam(0.9, 0.999, 1e-8);
    return List.of(
        Map.entry("optimiser: sgd", sgd),
        Map.entry("optimiser: sgd, momentum: 0", LearningRule.sgd(0, false, 1e-4)),
        Map.entry(
            "optimiser: rmsprop, momentum: 0",
            LearningRule.of(new Optimiser.RmsProp(0.99, 1e-8, 0), 1e-4)),
        Map.entry(
            "optimiser: {kind: rmsprop, decay: 0.9, epsilon: 1}",
            LearningRule.of(new Optimiser.RmsProp(0.9, 1, 0.9), 1e-4)),
        Map.entry("optimiser: adam", LearningRule.of(adam, 1e-4)),
        Map.entry(
            "optimiser: adam, momentum: 0, nesterov: false, weight_decay: 0",
            LearningRule.of(adam, 0)),
        Map.entry(
            "optimiser: {kind: adam, beta1: 0.5, beta2: 0.9, epsilon: 1e-3}",
            LearningRule.of(new Optimiser.Adam(0.5, 0.9, 1e-3), 1e-4)),
        Map.entry(
            "optimiser: adamw, weight_decay: 0.05",
            LearningRule.of(new Optimiser.AdamW(0.9, 0.999, 1e-8), 0.05)),
        Map.entry(
            "optimiser: {kind: adamw, beta1: 0.5, beta2: 0.9, epsilon: 1e-3}",
            LearningRule.of(new Optimiser.AdamW(0.5, 0.9, 1e-3), 1e-4)),
        Map.entry("clip: none", sgd),
        Map.entry("clip: 0.5", sgd.withClip(0.5)),
        Map.entry("label_smoothing: 0", sgd),
        Map.entry("label_smoothing: 0.1", sgd.withLabelSmoothing(0.1)),
        Map.entry("decay_slopes: true", sgd),
        Map.entry("decay_slopes: false", sgd.withDecaySlopes(false)),
        Map.entry("average: -0", sgd),
        Map.entry("average: 0.999", sgd.withAverage(0.999)));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void takes_a_learning_rule(Map.Entry<String, LearningRule> written) {
    assertThat(recipe(written.getKey()).rule()).isEqualTo(written.getValue());
  }

  @Test
  void an_arm_writes_a_learning_rule_over_and_the_differences_say_so() {
    String claim =
        CLAIM
            .replace("control: {erase: none}", "control: {}")
            .replace(
                "treatment: {erase: last@100%}",
                "treatment: {optimiser: adamw, momentum: 0, label_smoothing: 0.1}")
            .replace("FIELDS", "momentum: 0.9");
    List<Arm> arms = Catalogue.read("test.yaml", claim).get(0).cases(Tier.SMOKE).get(0).arms();
    assertThat(ArmDifferences.of(arms)).containsExactly("optimiser", "momentum", "label_smoothing");
    assertThat(ArmDifferences.value("optimiser", arms.get(1)))
        .isEqualTo("{kind: adamw, beta1: 0.9, beta2: 0.999, epsilon: 1.0E-8}");
  }

  @Test
  void refuses_arms_that_differ_in_the_decay_of_slopes_that_there_are_not() {
    String claim =
        CLAIM
            .replace("control: {erase: none}", "control: {}")
            .replace("treatment: {erase: last@100%}", "treatment: {decay_slopes: false}")
            .replace(", FIELDS", "");
    assertThatThrownBy(() -> Catalogue.read("test.yaml", claim))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("are one network, trained and measured in one way");
    assertThat(Catalogue.read("test.yaml", claim.replace("plain-20-w4", "plain-20-w4-prelu")))
        .hasSize(1);
  }

  @Test
  void refuses_smoothed_labels_where_there_are_none() {
    String claim =
        CLAIM.replace("shapes10, images: 1000, pixels: 8", "linear-teacher, images: 100");
    assertThatThrownBy(
            () -> Catalogue.read("test.yaml", claim.replace("FIELDS", "label_smoothing: 0.1")))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining(
            "field 'label_smoothing': found '0.1', allowed 0: the examples of linear-teacher have"
                + " no labels");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimiser: lion | field 'optimiser': found 'lion', allowed sgd, rmsprop, adam, adamw, or"
            + " one",
        "'optimiser: {decay: 0.9}' | field 'kind': found nothing in an optimiser, allowed rmsprop,"
            + " adam, adamw",
        "'optimiser: {kind: sgd}' | field 'kind': found 'sgd', allowed rmsprop, adam, adamw",
        "'optimiser: {kind: rmsprop, decay: 0.9}' | field 'epsilon': found nothing in an optimiser",
        "'optimiser: {kind: rmsprop, decay: 1, epsilon: 1}' | field 'decay': found '1', allowed a"
            + " number from 0 to",
        "'optimiser: {kind: adam, beta1: 0.9, beta2: 0.99, epsilon: 0}' | field 'epsilon': found"
            + " '0', allowed a number from",
        "'optimiser: {kind: adam, decay: 0.9, epsilon: 1}' | field 'beta1': found nothing in an"
            + " optimiser",
        "'optimiser: {kind: adam, beta1: 0.9, beta2: 0.99, epsilon: 1, decay: 0.9}' | field"
            + " 'decay': found in an optimiser, allowed kind, beta1, beta2, epsilon",
        "'optimiser: adam, momentum: 0.9' | field 'momentum': found '0.9', allowed 0, because adam"
            + " has its betas for that",
        "'optimiser: adamw, nesterov: true' | field 'nesterov': found 'true', allowed false,"
            + " because adamw has its betas for that",
        "'optimiser: rmsprop, nesterov: true' | field 'nesterov': found 'true', allowed false,"
            + " because rmsprop has no Nesterov momentum",
        "clip: 0 | field 'clip': found '0', allowed a number from",
        "label_smoothing: 1 | field 'label_smoothing': found '1', allowed a number from 0 to"
            + " 0.9999",
        "average: 1 | field 'average': found '1', allowed a number from 0 to",
        "decay_slopes: none | field 'decay_slopes': found 'none', allowed true, false"
      })
  void refuses_a_learning_rule_that_cannot_be_at_its_place(String fields, String message) {
    refuses(fields, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "initialisation: gaussian-1e-2 | field 'initialisation': found 'gaussian-1e-2', allowed"
            + " he-normal,",
        "'drops: {5: 0.1}, cosine: true' | allowed none, because the rate falls by another"
            + " schedule",
        "'cosine: true, decay_every: {epochs: 2, factor: 0.94}' | allowed one of decay_every and"
            + " cosine",
        "'decay_every: {epochs: 10, factor: 0.94}' | field 'epochs': found '10', allowed a whole"
            + " number from 1 to 9",
        "'decay_every: {epochs: 0, factor: 0.94}' | field 'epochs': found '0', allowed a whole"
            + " number from 1 to 9",
        "'decay_every: {epochs: 2}' | field 'factor': found nothing in a decay of the learning"
            + " rate",
        "'warmup: {epochs: 10, factor: 0.1}' | field 'epochs': found '10', allowed a whole number"
            + " from 1 to 9",
        "'warmup: 1' | field 'warmup': found '1', allowed none, or a warm-up such as {epochs: 1,"
            + " factor: 0.1}"
      })
  void refuses_what_it_cannot_do_at_its_place(String fields, String message) {
    refuses(fields, message);
  }
}
