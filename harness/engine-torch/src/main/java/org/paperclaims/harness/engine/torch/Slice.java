package org.paperclaims.harness.engine.torch;

import java.util.List;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** One thread's part of every batch: a copy of the network's calls, and the weights of all. */
final class Slice {
  private final List<Layers.Filling> layers;
  private final int slots;
  private final int output;
  private final Loss loss;
  private final Randomness randomness;

  Slice(Layers network, List<Layers.Filling> layers, Loss loss, Randomness randomness) {
    this.layers = layers;
    this.slots = network.slots();
    this.output = network.output();
    this.loss = loss;
    this.randomness = randomness;
  }

  /**
   * The results of a slice in a step.
   *
   * @param loss its share of the batch's mean loss
   * @param gradients of every parameter
   */
  record Found(double loss, Pass gradients) {}

  /**
   * Compute the loss and the gradients of some examples.
   *
   * @param step counted from 0
   * @param active how many slices take part
   * @param share of the batch that these examples are
   */
  @SuppressWarnings("try") // the guards work by being open
  Found run(long step, int active, Tensor input, Tensor wanted, double share) {
    randomness.at(step);
    Pass pass = new Pass(slots, active);
    try (NoGradGuard guard = new NoGradGuard()) {
      pass.put(0, input);
      for (Layers.Filling filling : layers) {
        filling.layer().forward(pass);
      }
      double found = lossOf(pass, wanted, share);
      for (int i = layers.size() - 1; i >= 0; i--) {
        layers.get(i).layer().backward(pass);
        pass.drop(layers.get(i).slot());
      }
      return new Found(found, pass);
    }
  }

  @SuppressWarnings("try") // the guard works by being open
  private double lossOf(Pass pass, Tensor wanted, double share) {
    try (AutoGradMode guard = new AutoGradMode(true)) {
      Tensor outputs = pass.value(output).detach();
      outputs.set_requires_grad(true);
      Tensor shared = loss.of(outputs, wanted).mul(new Scalar(share));
      pass.give(
          output, torch.grad(new TensorVector(shared), new TensorVector(outputs)).get(0), false);
      return shared.item_float();
    }
  }
}
