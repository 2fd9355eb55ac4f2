package org.paperclaims.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain YAML alone is read, and what is more than that is refused where it stands. */
class PlainYamlTest {
  private static final String CLAIM =
      """
      paper: a lecture
      claims:
        - id: one
          statement: It errs less.
          source: {where: nowhere}
          criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t}
          control: {images: 10}
          treatment: {images: 20}
          tiers:
            smoke: {architecture: resnet-8-w4, dataset: shapes10, images: 20, pixels: 8, recipe: small, epochs: 1, batch: 10, learning_rate: 0.05, seeds: 3}
            reduced: {not_attempted: no}
            full: {not_attempted: no}
      """;

  private static void assertRefused(String yaml, String message) {
    assertThatThrownBy(() -> Catalogue.read("c.yaml", yaml)).hasMessageContaining(message);
  }

  @Test
  void the_record_itself_is_read() {
    assertThat(Catalogue.read("c.yaml", CLAIM)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"paper: a lecture", "where: nowhere", "id: one", "images: 10"})
  void an_anchor_is_refused_at_a_word_too(String field) {
    String anchored = field.replace(": ", ": &here ");
    assertRefused(CLAIM.replace(field, anchored), "found an anchor (&)");
  }

  @Test
  void an_and_sign_within_a_text_is_no_anchor() {
    assertThat(Catalogue.read("c.yaml", CLAIM.replace("a lecture", "salt &pepper"))).hasSize(1);
  }

  @Test
  void a_control_character_is_refused_where_it_stands() {
    assertRefused(
        CLAIM.replace("errs", "e\u0001rrs"), "c.yaml:4:20: found the control character U+0001");
  }

  @Test
  void a_deviation_that_the_criterion_cannot_show_is_refused() {
    String deviation = "  known_deviation: {verdict: DIFFERS, why: seen}\n    tiers:";
    assertRefused(
        CLAIM.replace("  tiers:", deviation), "found 'DIFFERS', allowed REFUTED, INCONCLUSIVE");
  }
}
