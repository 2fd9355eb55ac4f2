package org.paperclaims.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Recipe;

class RecipeWordsTest {
  private static String words(LearningRule rule) {
    LearningRate rate = new LearningRate(0.1, List.of());
    return Words.recipe(
        new Recipe(4, 16, rate, rule, List.of(), "he-normal", Precision.FP32, true));
  }

  @Test
  void says_gradient_descent_as_it_always_did() {
    assertThat(words(LearningRule.sgd(0.9, true, 1e-4)))
        .isEqualTo(
            "4 epochs of SGD in batches of 16; learning rate 0.1; momentum 0.9 (Nesterov); weight decay 0.0001; no augmentation; initialisation he-normal; fp32."
                .replace("0.0001", Words.number(1e-4)));
  }

  @Test
  void says_everything_that_a_learning_rule_adds() {
    LearningRule rule =
        LearningRule.of(new Optimiser.AdamW(0.9, 0.999, 0.001), 0.05)
            .withDecaySlopes(false)
            .withClip(1)
            .withLabelSmoothing(0.1)
            .withAverage(0.99);
    assertThat(words(rule))
        .isEqualTo(
            "4 epochs of AdamW (beta1 0.9, beta2 0.999, epsilon 0.001) in batches of 16; learning"
                + " rate 0.1; weight decay 0.05 of all but slopes; gradients clipped to a norm of"
                + " 1; labels smoothed by 0.1; tested with a moving average of the weights by 0.99;"
                + " no augmentation; initialisation he-normal; fp32.");
    assertThat(words(LearningRule.of(new Optimiser.RmsProp(0.9, 1, 0.5), 0)))
        .startsWith("4 epochs of RMSProp (decay 0.9, epsilon 1) in batches of 16")
        .contains("; momentum 0.5;");
  }
}
