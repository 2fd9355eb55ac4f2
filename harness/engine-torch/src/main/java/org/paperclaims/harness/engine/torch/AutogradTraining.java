package org.paperclaims.harness.engine.torch;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * Training by libtorch's autograd: a call of the program a node, each of which the device computes
 * with all it has.
 */
final class AutogradTraining implements Training {
  private final UnaryOperator<Tensor> forward;
  private final Loss loss;
  private final Weights weights;
  private final Descent descent;
  private final Randomness randomness;

  AutogradTraining(
      UnaryOperator<Tensor> forward,
      Loss loss,
      Weights weights,
      Descent descent,
      Randomness randomness) {
    this.forward = forward;
    this.loss = loss;
    this.weights = weights;
    this.descent = descent;
    this.randomness = randomness;
  }

  @Override
  public Tensor step(Tensor input, Tensor wanted, double learningRate) {
    randomness.at(weights.step());
    Tensor found = loss.of(forward.apply(input), wanted);
    found.backward();
    weights.descend(descent, learningRate);
    weights.count();
    return found.detach();
  }

  @Override
  public void close() {}
}
