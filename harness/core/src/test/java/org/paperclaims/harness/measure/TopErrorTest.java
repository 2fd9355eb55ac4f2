package org.paperclaims.harness.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopErrorTest {
  @ParameterizedTest
  @CsvSource({"0, 2", "1, 0", "2, 1", "3, 3"})
  void a_class_is_ranked_by_how_many_are_likelier_and_the_first_of_equals_wins(
      int label, int rank) {
    double[] outputs = {0.1, 0.7, 0.3, 0.1};
    assertThat(Answers.rank(i -> outputs[i], 4, label)).isEqualTo(rank);
  }

  @Test
  void an_answer_without_a_number_is_the_worst_one() {
    double[] outputs = {0.9, Double.NaN};
    assertThat(Answers.rank(i -> outputs[i], 2, 0)).isEqualTo(2);
  }

  @Test
  void an_example_counts_as_wrong_when_k_classes_are_likelier() {
    Answers answers = new Answers(new int[] {3, 1, 4, 1}, new int[] {0, 1, 4, 5});
    assertThat(answers.errorBeyond(1)).isEqualTo(75);
    assertThat(answers.errorBeyond(2)).isEqualTo(50);
    assertThat(answers.errorBeyond(5)).isCloseTo(25, within(1e-12));
  }

  @Test
  void records_name_it_by_the_number_of_classes() {
    assertThat(Metrics.named("top5_error"))
        .get()
        .extracting(metric -> metric.heading().label())
        .isEqualTo("Top-5 error");
    assertThat(Metrics.named("top2_error")).isPresent();
    assertThat(Metrics.named("top3_error")).isEmpty();
  }
}
