package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.paperclaims.harness.engine.LearnerOptions;

/** Stochastic gradient descent, as {@link LearnerOptions} states it. */
record Descent(double momentum, boolean nesterov, double weightDecay) {
  static Descent of(LearnerOptions options) {
    return new Descent(options.momentum(), options.nesterov(), options.weightDecay());
  }

  /** Take one step; the gradients are used up. */
  void apply(Tensor values, Tensor gradients, Tensor momenta, double rate) {
    if (weightDecay != 0) {
      gradients.add_(values, new Scalar(weightDecay));
    }
    momenta.mul_(new Scalar(momentum)).add_(gradients);
    if (nesterov) {
      gradients.add_(momenta, new Scalar(momentum));
      values.add_(gradients, new Scalar(-rate));
    } else {
      values.add_(momenta, new Scalar(-rate));
    }
  }
}
