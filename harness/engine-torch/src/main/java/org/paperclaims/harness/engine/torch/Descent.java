package org.paperclaims.harness.engine.torch;

import java.util.Objects;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;

/**
 * Steps of a learning rule, as {@link LearningRule} and {@link Optimiser} state them. Numbers that
 * fill the gaps of the blocks are 0 and stay so.
 */
record Descent(LearningRule rule) {
  /**
   * Take one step on blocks, or on one part of them; the gradients are used up.
   *
   * @param factor of the gradients, 1 where they are not clipped
   * @param step from 1 on
   */
  void apply(Blocks blocks, Tensor gradients, double factor, double rate, long step) {
    if (factor != 1) {
      gradients.mul_(new Scalar(factor));
    }
    Optimiser optimiser = rule.optimiser();
    if (optimiser instanceof Optimiser.AdamW adam) {
      decay(blocks.values(), blocks, -rate);
      adam(blocks, gradients, adam.beta1(), adam.beta2(), adam.epsilon(), rate, step);
    } else {
      decay(gradients, blocks, 1);
      if (optimiser instanceof Optimiser.Adam adam) {
        adam(blocks, gradients, adam.beta1(), adam.beta2(), adam.epsilon(), rate, step);
      } else if (optimiser instanceof Optimiser.RmsProp rms) {
        rmsProp(blocks, gradients, rms, rate);
      } else if (optimiser instanceof Optimiser.Sgd sgd) {
        blocks
            .values()
            .add_(SgdDescent.direction(sgd, gradients, blocks.momenta()), new Scalar(-rate));
      }
    }
    if (blocks.average() != null) {
      blocks.average().lerp_(blocks.values(), new Scalar(rule.averageMoved(step)));
    }
  }

  /** Add the weight decay, times something, to gradients or to the weights themselves. */
  private void decay(Tensor to, Blocks blocks, double scale) {
    if (blocks.decays() != null) {
      to.addcmul_(blocks.values(), blocks.decays(), new Scalar(scale));
    } else if (rule.weightDecay() != 0) {
      to.add_(blocks.values(), new Scalar(scale * rule.weightDecay()));
    }
  }

  private static void rmsProp(Blocks blocks, Tensor gradients, Optimiser.RmsProp rms, double rate) {
    Tensor squares = Objects.requireNonNull(blocks.squares());
    squares
        .mul_(new Scalar(rms.decay()))
        .addcmul_(gradients, gradients, new Scalar(1 - rms.decay()));
    Tensor root = squares.sqrt().add_(new Scalar(rms.epsilon()));
    Tensor momenta = blocks.momenta();
    momenta.mul_(new Scalar(rms.momentum())).addcdiv_(gradients, root);
    blocks.values().add_(momenta, new Scalar(-rate));
  }

  private static void adam(
      Blocks blocks,
      Tensor gradients,
      double beta1,
      double beta2,
      double epsilon,
      double rate,
      long step) {
    Tensor squares = Objects.requireNonNull(blocks.squares());
    Tensor momenta = blocks.momenta();
    momenta.mul_(new Scalar(beta1)).add_(gradients, new Scalar(1 - beta1));
    squares.mul_(new Scalar(beta2)).addcmul_(gradients, gradients, new Scalar(1 - beta2));
    double correction = Math.sqrt(1 - StrictMath.pow(beta2, (double) step));
    Tensor root = squares.sqrt().div_(new Scalar(correction)).add_(new Scalar(epsilon));
    blocks
        .values()
        .addcdiv_(momenta, root, new Scalar(-rate / (1 - StrictMath.pow(beta1, (double) step))));
  }
}
