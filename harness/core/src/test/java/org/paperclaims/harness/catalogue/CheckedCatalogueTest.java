package org.paperclaims.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.harness.claim.Claim;

class CheckedCatalogueTest {
  private static final String GOOD =
      """
      paper: my own
      claims:
        - id: first
          statement: One.
          source: {where: abstract}
          criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t}
          control: {}
          treatment: {erase: last@100%}
          tiers:
            smoke: {architecture: resnet-8-w4, dataset: shapes10, pixels: 8, recipe: small, epochs: 3, batch: 25, learning_rate: 0.02, seeds: 3}
            reduced: {not_attempted: too dear}
            full: {architecture: resnet-20, dataset: cifar10, recipe: small, epochs: 9, batch: 128, learning_rate: 0.1, seeds: 5}
        - id: second
          statement: Two.
          source: {where: abstract}
          criterion: {kind: level, metric: test_error, better: lower, alpha: 0.05, published: 7, margin: 1, statistic: single-run}
          treatment: {}
          tiers:
            smoke: {architecture: resnet-8-w4, dataset: shapes10, pixels: 8, recipe: small, epochs: 3, batch: 25, learning_rate: 0.02, seeds: 3}
            reduced: {not_attempted: too dear}
            full: {not_attempted: too dear}
      """;

  private static CheckedCatalogue check(String yaml) {
    return Catalogue.check("my.yaml", yaml);
  }

  @Test
  void a_catalogue_without_a_mistake_has_all_of_its_claims() {
    CheckedCatalogue good = check(GOOD);
    assertThat(good.mistakes()).isEmpty();
    assertThat(good.claims()).isEqualTo(Catalogue.read("my.yaml", GOOD));
  }

  @Test
  void the_mistakes_of_parts_that_stand_for_themselves_are_told_together() {
    String wrong =
        GOOD.replace("id: first", "id: The First")
                .replace("dataset: cifar10", "dataset: cifar-10")
                .replaceFirst("pixels: 8", "pixel: 8")
                .replace("statistic: single-run", "statistic: a-run")
                .replace("paper: my own", "paper: []")
            + "claim: []\n";
    assertThat(check(wrong).mistakes())
        .extracting(CatalogueException::line)
        .containsExactly(1, 3, 10, 12, 16, 22);
    assertThat(check(wrong).claims()).isEmpty();
  }

  @Test
  void a_mistake_in_one_claim_leaves_the_others() {
    CheckedCatalogue checked = check(GOOD.replace("statistic: single-run", "statistic: a-run"));
    assertThat(checked.claims()).extracting(Claim::id).containsExactly("first");
    assertThat(checked.mistakes()).hasSize(1);
  }

  @Test
  void a_wrong_recipe_is_told_alone_and_not_again_for_every_tier_that_names_it() {
    String wrong =
        GOOD.replace("recipe: small", "recipe: own") + "recipes: {own: {epochs: 3, batches: 4}}\n";
    assertThat(check(wrong).mistakes())
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("field 'batches': found in a recipe", "did you mean 'batch'?");
  }

  @Test
  void a_file_that_is_not_there_is_a_mistake() {
    assertThat(Catalogue.check(Path.of("absent.yaml")).mistakes())
        .singleElement()
        .extracting(Throwable::getMessage)
        .isEqualTo("absent.yaml:1:1: found no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "statement: One.  | statment: One.  | statement",
        "pixels: 8        | pixel: 8        | pixels",
        "metric: test_error | metric: test_eror | test_error",
        "kind: effect     | kind: efect     | effect",
        "test: paired-t   | test: pared-t   | paired-t",
        "dataset: cifar10 | dataset: cifar-10 | cifar10",
        "recipe: small    | recipe: smal    | small",
        "erase: last@100% | earse: last@100% | erase",
      })
  void a_word_that_is_nearly_right_is_asked_for(String was, String is, String meant) {
    // A record lacks what it misspells: the mistake that has the word is among those told.
    assertThat(
            check(
                    GOOD.replaceFirst(
                        was, is + (was.startsWith("st") ? "\n    statement: One." : "")))
                .mistakes())
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .endsWith("; did you mean '" + meant + "'?");
  }
}
