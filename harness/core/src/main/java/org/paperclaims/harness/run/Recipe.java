package org.paperclaims.harness.run;

import java.util.List;
import org.paperclaims.harness.engine.Precision;

/**
 * How a network is trained. Weight decay is applied to every trainable parameter, batch
 * normalisation and biases included, as the Torch recipes of the papers do.
 *
 * @param epochs 0 for a network as it is initialised
 * @param augmentation names of augmentation steps, in order
 * @param initialisation name of the rule that draws the first weights, such as {@code he-normal}
 */
public record Recipe(
    int epochs,
    int batch,
    LearningRate learningRate,
    double momentum,
    boolean nesterov,
    double weightDecay,
    List<String> augmentation,
    String initialisation,
    Precision precision) {
  public Recipe {
    augmentation = List.copyOf(augmentation);
  }
}
