package org.paperclaims.harness.engine.torch;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/** A way to take a step of training. */
sealed interface Training extends AutoCloseable
    permits AutogradTraining, GraphTraining, PlannedTraining, SlicedTraining {
  /**
   * Take a step.
   *
   * @param input N x C x H x W, in any layout, or N x C
   * @return the mean loss before it, on the device
   */
  Tensor step(Tensor input, Tensor wanted, double learningRate);

  /**
   * Compute the outputs of a batch by what this has, for who only wants to know them.
   *
   * @return outputs, row by row; empty where libtorch's calls are to be made
   */
  default Optional<float[]> predicted(Tensor input) {
    return Optional.empty();
  }

  @Override
  void close();
}
