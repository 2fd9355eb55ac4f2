package org.paperclaims.harness.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.catalogue.Catalogue;
import org.paperclaims.harness.catalogue.CatalogueException;

/** Catalogues in YAML that were altered are read, or refused with the place of the fault. */
class CatalogueFuzzTest {
  private static final String WHOLE =
      """
      paper: arXiv 1709.07634
      claims:
        - id: last-relu-lowers-error
          statement: Erasing the last ReLU of every module lowers the test error.
          source: {where: abstract, quote: "erasing the last \\"ReLU\\" layer"}
          criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0,
            test: paired-t}
          control: {erase: none}
          treatment: {erase: last@<part>%}
          tiers:
            smoke: {architecture: resnet-8-w<width>, width: 2, part: 100, dataset: shapes10,
              images: 100, pixels: 8, recipe: short, learning_rate: 0.03, seeds: 5}
            reduced: {not_attempted: nobody has tuned it}
            full:
              not_attempted: >
                it takes a day
      recipes:
        short: {epochs: 4, batch: 32, learning_rate: 0.1, drops: {50%: 0.1}, momentum: 0.9,
          nesterov: true, weight_decay: 0.0001, augmentation: [pad-crop-4, flip],
          initialisation: he-normal-fan-out, precision: fp32}
      """;

  @Test
  void an_altered_catalogue_is_read_or_refused_with_its_place() {
    int refused =
        Mutations.refused(
            WHOLE.getBytes(StandardCharsets.UTF_8),
            28,
            content -> {
              String yaml = new String(content, StandardCharsets.UTF_8);
              try {
                Catalogue.read("any.yaml", yaml);
                return false;
              } catch (CatalogueException e) {
                assertThat(e)
                    .hasMessageStartingWith("any.yaml:" + e.line() + ":" + e.column() + ": ");
                assertThat(e.line()).isBetween(1, (int) yaml.lines().count() + 1);
                assertThat(e.getMessage()).hasSizeLessThan(2_000);
                return true;
              }
            });
    assertThat(refused).isBetween(Mutations.COUNT / 3, Mutations.COUNT - 1);
  }
}
