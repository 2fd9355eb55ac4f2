package org.paperclaims.harness.engine.torch;

import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;

/** Steps of gradient descent at a rate that lies on the device, so that they can be captured. */
record SgdDescent(Optimiser.Sgd sgd, double weightDecay) {
  /** Make it for a rule whose steps are that and nothing else. */
  static Optional<SgdDescent> of(LearningRule rule) {
    LearningRule unsmoothed = rule.withLabelSmoothing(0);
    return rule.optimiser() instanceof Optimiser.Sgd sgd
            && unsmoothed.equals(LearningRule.of(sgd, rule.weightDecay()))
        ? Optional.of(new SgdDescent(sgd, rule.weightDecay()))
        : Optional.empty();
  }

  /** Move the momenta, and give the direction to go against; the gradients are used up. */
  static Tensor direction(Optimiser.Sgd sgd, Tensor gradients, Tensor momenta) {
    momenta.mul_(new Scalar(sgd.momentum())).add_(gradients);
    return sgd.nesterov() ? gradients.add_(momenta, new Scalar(sgd.momentum())) : momenta;
  }

  /** Take one step; the gradients are used up. */
  void apply(Tensor values, Tensor gradients, Tensor momenta, Tensor rate) {
    if (sgd.momentum() != 0) {
      FusedDescent.apply(this, values, gradients, momenta, rate);
      return;
    }
    // libtorch's kernel would not leave the momenta that the next step may begin with.
    if (weightDecay != 0) {
      gradients.add_(values, new Scalar(weightDecay));
    }
    values.addcmul_(direction(sgd, gradients, momenta), rate, new Scalar(-1));
  }
}
