package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;

/** A step of an optimiser, as {@link Optimiser} states it, on pieces of a learner's numbers. */
sealed interface Update {
  /**
   * Take the step.
   *
   * @param w weights
   * @param g their gradients, clipped and with the weight decay; used up
   * @param v their momenta
   * @param s their mean squares, if the optimiser keeps them
   * @param n how many numbers of each
   */
  void take(float[] w, float[] g, float[] v, float[] s, int n);

  /**
   * Make a step.
   *
   * @param step from 1 on
   */
  static Update of(LearningRule rule, double rate, long step) {
    Optimiser optimiser = rule.optimiser();
    if (optimiser instanceof Optimiser.Adam adam) {
      return Adam.of(adam.beta1(), adam.beta2(), adam.epsilon(), rate, step);
    } else if (optimiser instanceof Optimiser.AdamW adam) {
      return Adam.of(adam.beta1(), adam.beta2(), adam.epsilon(), rate, step);
    } else if (optimiser instanceof Optimiser.RmsProp rms) {
      return new RmsProp(
          (float) rms.decay(),
          (float) (1 - rms.decay()),
          (float) rms.epsilon(),
          (float) rms.momentum(),
          (float) rate);
    }
    return new Sgd((float) optimiser.momentum(), optimiser.nesterov(), (float) rate);
  }

  /** Gradient descent. */
  record Sgd(float momentum, boolean nesterov, float rate) implements Update {
    @Override
    public void take(float[] w, float[] g, float[] v, float[] s, int n) {
      for (int j = 0; j < n; j++) {
        v[j] = momentum * v[j] + g[j];
      }
      if (nesterov) {
        for (int j = 0; j < n; j++) {
          w[j] -= rate * (g[j] + momentum * v[j]);
        }
      } else {
        for (int j = 0; j < n; j++) {
          w[j] -= rate * v[j];
        }
      }
    }
  }

  /**
   * RMSProp.
   *
   * @param rest 1 - decay, which loses digits if it is made of a float32
   */
  record RmsProp(float decay, float rest, float epsilon, float momentum, float rate)
      implements Update {
    @Override
    public void take(float[] w, float[] g, float[] v, float[] s, int n) {
      for (int j = 0; j < n; j++) {
        s[j] = decay * s[j] + rest * g[j] * g[j];
        v[j] = momentum * v[j] + g[j] / ((float) Math.sqrt(s[j]) + epsilon);
        w[j] -= rate * v[j];
      }
    }
  }

  /**
   * Adam, and AdamW once the weights have decayed.
   *
   * @param rest1 1 - beta1
   * @param rest2 1 - beta2
   * @param length the rate over 1 - beta1^t
   * @param root the root of 1 - beta2^t
   */
  record Adam(
      float beta1, float rest1, float beta2, float rest2, float epsilon, float length, float root)
      implements Update {
    static Adam of(double beta1, double beta2, double epsilon, double rate, long step) {
      return new Adam(
          (float) beta1,
          (float) (1 - beta1),
          (float) beta2,
          (float) (1 - beta2),
          (float) epsilon,
          (float) (rate / (1 - StrictMath.pow(beta1, (double) step))),
          (float) Math.sqrt(1 - StrictMath.pow(beta2, (double) step)));
    }

    @Override
    public void take(float[] w, float[] g, float[] v, float[] s, int n) {
      for (int j = 0; j < n; j++) {
        v[j] = beta1 * v[j] + rest1 * g[j];
        s[j] = beta2 * s[j] + rest2 * g[j] * g[j];
        w[j] -= length * v[j] / ((float) Math.sqrt(s[j]) / root + epsilon);
      }
    }
  }
}
