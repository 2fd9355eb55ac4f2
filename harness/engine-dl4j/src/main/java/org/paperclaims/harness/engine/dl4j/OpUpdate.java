package org.paperclaims.harness.engine.dl4j;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;
import org.paperclaims.harness.engine.Snapshot;

/** Steps of a learning rule, as {@link LearningRule} and {@link Optimiser} state them. */
final class OpUpdate implements AutoCloseable {
  private final LearningRule rule;
  private final Operations ops;
  private final OpWeights weights;
  private final INDArray w;
  private final INDArray g;
  private final DeviceFloats scratch;
  private final INDArray t;

  /** The weight decay of every number, where it is not the same for all. */
  private final @Nullable DeviceFloats decays;

  /** A number that changes from step to step. */
  private final DeviceFloats number = new DeviceFloats(1);

  OpUpdate(LearningRule rule, Operations ops, OpWeights weights) {
    this.rule = rule;
    this.ops = ops;
    this.weights = weights;
    int n = weights.trained();
    w = weights.values().vector(n);
    g = weights.gradients().vector(n);
    scratch = new DeviceFloats(n);
    t = scratch.vector(n);
    decays = rule.decaySlopes() ? null : new DeviceFloats(n);
    if (decays != null) {
      decays.put(weights.decays());
    }
  }

  /**
   * Take a step.
   *
   * @param step from 1 on
   */
  void take(double rate, long step) {
    if (rule.clips()) {
      clip();
    }
    Optimiser optimiser = rule.optimiser();
    if (optimiser instanceof Optimiser.AdamW o) {
      decay(-rate, w);
      adam(o.beta1(), o.beta2(), o.epsilon(), rate, step);
    } else {
      decay(1, g);
      if (optimiser instanceof Optimiser.Adam o) {
        adam(o.beta1(), o.beta2(), o.epsilon(), rate, step);
      } else if (optimiser instanceof Optimiser.RmsProp o) {
        rmsProp(o, rate);
      } else {
        descend(optimiser.momentum(), optimiser.nesterov(), rate);
      }
    }
    OpAverages averages = weights.averages();
    if (averages != null) {
      averages.follow(ops, weights.values(), rule.averageMoved(step));
    }
  }

  /** The norm is read by the host, which waits for the device once more in a step. */
  private void clip() {
    ops.multiply(g, g, t);
    ops.sum(scratch.array(0, 1, weights.trained()), number.vector(1), 1);
    double norm = Math.sqrt(number.toArray(1)[0]);
    double factor = rule.clipFactor(norm);
    if (factor != 1) {
      ops.multiply(g, number((float) factor), g);
    }
  }

  private void decay(double scale, INDArray to) {
    if (decays != null) {
      ops.multiply(w, decays.vector(weights.trained()), t);
      ops.addScaled(scale, t, to);
    } else if (rule.weightDecay() != 0) {
      ops.addScaled(scale * rule.weightDecay(), w, to);
    }
  }

  private void descend(double momentum, boolean nesterov, double rate) {
    INDArray v = kept(Snapshot.MOMENTUM_PREFIX);
    ops.scale(v, momentum, v);
    ops.add(v, g, v);
    if (nesterov) {
      ops.addScaled(-rate, g, w);
      ops.addScaled(-rate * momentum, v, w);
    } else {
      ops.addScaled(-rate, v, w);
    }
  }

  private void rmsProp(Optimiser.RmsProp rule, double rate) {
    INDArray v = kept(Snapshot.MOMENTUM_PREFIX);
    INDArray s = kept(Snapshot.SQUARES_PREFIX);
    square(s, rule.decay());
    ops.power(s, ops.constant(0.5), t);
    ops.add(t, ops.constant(rule.epsilon()), t);
    ops.divide(g, t, t);
    ops.scale(v, rule.momentum(), v);
    ops.add(v, t, v);
    ops.addScaled(-rate, v, w);
  }

  private void adam(double beta1, double beta2, double epsilon, double rate, long step) {
    INDArray v = kept(Snapshot.MOMENTUM_PREFIX);
    INDArray s = kept(Snapshot.SQUARES_PREFIX);
    square(s, beta2);
    ops.scale(v, beta1, v);
    ops.addScaled(1 - beta1, g, v);
    // v / (sqrt(s) / root + epsilon) = root * v / (sqrt(s) + root * epsilon)
    double root = Math.sqrt(1 - StrictMath.pow(beta2, (double) step));
    ops.power(s, ops.constant(0.5), t);
    ops.add(t, number((float) (root * epsilon)), t);
    ops.divide(v, t, t);
    ops.addScaled(-rate * root / (1 - StrictMath.pow(beta1, (double) step)), t, w);
  }

  /** Move the mean squares. */
  private void square(INDArray s, double decay) {
    ops.multiply(g, g, t);
    ops.scale(s, decay, s);
    ops.addScaled(1 - decay, t, s);
  }

  private INDArray kept(String prefix) {
    DeviceFloats block = weights.kept(prefix);
    if (block == null) {
      throw new IllegalStateException("nothing is kept for " + prefix);
    }
    return block.vector(weights.trained());
  }

  private INDArray number(float value) {
    number.put(value);
    return number.vector(1);
  }

  @Override
  public void close() {
    scratch.close();
    number.close();
    if (decays != null) {
      decays.close();
    }
  }
}
