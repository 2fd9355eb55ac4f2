package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;

/** Stochastic gradient descent, as {@link LearnerOptions} states it. */
record Descent(double momentum, boolean nesterov, double weightDecay) {
  static Descent of(LearnerOptions options) {
    LearningRule rule = options.rule();
    if (rule.optimiser() instanceof Optimiser.Sgd sgd
        && rule.equals(LearningRule.of(sgd, rule.weightDecay()))) {
      return new Descent(sgd.momentum(), sgd.nesterov(), rule.weightDecay());
    }
    throw new EngineException.Unsupported("the torch engine has no code for " + rule);
  }

  /** Take one step; the gradients are used up. */
  void apply(Tensor values, Tensor gradients, Tensor momenta, double rate) {
    values.add_(direction(values, gradients, momenta), new Scalar(-rate));
  }

  private Tensor direction(Tensor values, Tensor gradients, Tensor momenta) {
    if (weightDecay != 0) {
      gradients.add_(values, new Scalar(weightDecay));
    }
    momenta.mul_(new Scalar(momentum)).add_(gradients);
    return nesterov ? gradients.add_(momenta, new Scalar(momentum)) : momenta;
  }

  /** Take one step at a rate that lies on the device; the gradients are used up. */
  void apply(Tensor values, Tensor gradients, Tensor momenta, Tensor rate) {
    if (momentum == 0) {
      // libtorch's kernel would not leave the momenta that the next step may begin with.
      values.addcmul_(direction(values, gradients, momenta), rate, new Scalar(-1));
    } else {
      FusedDescent.apply(this, values, gradients, momenta, rate);
    }
  }
}
