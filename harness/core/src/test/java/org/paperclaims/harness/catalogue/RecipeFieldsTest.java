package org.paperclaims.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.claim.Tier;
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
        "'drops: none, decay_every: {epochs: 2, factor: 0.94}, warmup: {epochs: 1, factor: 0.5}' | exponential | 1 | 0.5",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "initialisation: gaussian-1e-2 | field 'initialisation': found 'gaussian-1e-2', allowed he-normal,",
        "'drops: {5: 0.1}, cosine: true' | allowed none, because the rate falls by another schedule",
        "'cosine: true, decay_every: {epochs: 2, factor: 0.94}' | allowed one of decay_every and cosine",
        "'decay_every: {epochs: 0, factor: 0.94}' | field 'epochs': found '0', allowed a whole number from 1 to 10",
        "'decay_every: {epochs: 2}' | field 'factor': found nothing in a decay of the learning rate",
        "'warmup: {epochs: 10, factor: 0.1}' | field 'epochs': found '10', allowed a whole number from 1 to 9",
        "'warmup: 1' | field 'warmup': found '1', allowed none, or a warm-up such as {epochs: 1, factor: 0.1}"
      })
  void refuses_what_it_cannot_do_at_its_place(String fields, String message) {
    refuses(fields, message);
  }
}
