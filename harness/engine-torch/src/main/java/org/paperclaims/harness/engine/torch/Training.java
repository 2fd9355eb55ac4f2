package org.paperclaims.harness.engine.torch;

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

  @Override
  void close();
}
