package org.paperclaims.harness.run;

import java.util.List;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Precision;

/**
 * How a network is trained.
 *
 * @param epochs 0 for a network as it is initialised
 * @param rule how a batch changes the weights
 * @param augmentation names of augmentation steps, in order
 * @param initialisation name of the rule that draws the first weights, such as {@code he-normal}
 * @param deterministic choose algorithms that give the same bits on every run; without, a GPU may
 *     take faster ones that add in no fixed order
 */
public record Recipe(
    int epochs,
    int batch,
    LearningRate learningRate,
    LearningRule rule,
    List<String> augmentation,
    String initialisation,
    Precision precision,
    boolean deterministic) {
  /** The recipe of a model that was made elsewhere: nothing is drawn and nothing trained. */
  public static final Recipe NOTHING =
      new Recipe(
          0, 1, new LearningRate(0, List.of()), 0, false, 0, List.of(), "none", Precision.FP32);

  public Recipe {
    augmentation = List.copyOf(augmentation);
  }

  /** Make a recipe of stochastic gradient descent that gives the same bits on every run. */
  public Recipe(
      int epochs,
      int batch,
      LearningRate learningRate,
      double momentum,
      boolean nesterov,
      double weightDecay,
      List<String> augmentation,
      String initialisation,
      Precision precision) {
    this(
        epochs,
        batch,
        learningRate,
        LearningRule.sgd(momentum, nesterov, weightDecay),
        augmentation,
        initialisation,
        precision,
        true);
  }
}
