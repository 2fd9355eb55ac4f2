package org.paperclaims.harness.engine.testkit;

import java.util.Collection;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;

/**
 * A step of a learning rule in plain loops, as {@link LearningRule} and {@link Optimiser} state it.
 *
 * @param step from 1 on
 * @param factor what gradients are multiplied by
 */
record RuleStep(LearningRule rule, double rate, long step, double factor) {
  /** Begin a step by all its gradients. */
  static RuleStep of(LearningRule rule, double rate, long step, Collection<double[]> gradients) {
    double squares = 0;
    for (double[] gradient : gradients) {
      for (double g : gradient) {
        squares += g * g;
      }
    }
    double norm = Math.sqrt(squares);
    double factor = rule.clip() == 0 ? 1 : Math.min(1, rule.clip() / (norm + 1e-6));
    return new RuleStep(rule, rate, step, factor);
  }

  /**
   * Move a parameter.
   *
   * @param w its numbers
   * @param gradient by them, left as it is
   * @param v its momenta
   * @param s its mean squares
   */
  void move(Parameter parameter, double[] w, double[] gradient, double[] v, double[] s) {
    boolean decays = rule.decaySlopes() || parameter.role() != Parameter.Role.SLOPE;
    double decay = decays ? rule.weightDecay() : 0;
    for (int i = 0; i < w.length; i++) {
      double g = gradient[i] * factor;
      if (rule.optimiser() instanceof Optimiser.AdamW adam) {
        w[i] -= rate * decay * w[i];
        w[i] -= adam(adam.beta1(), adam.beta2(), adam.epsilon(), g, v, s, i);
      } else if (rule.optimiser() instanceof Optimiser.Adam adam) {
        w[i] -= adam(adam.beta1(), adam.beta2(), adam.epsilon(), g + decay * w[i], v, s, i);
      } else if (rule.optimiser() instanceof Optimiser.RmsProp rms) {
        g += decay * w[i];
        s[i] = rms.decay() * s[i] + (1 - rms.decay()) * g * g;
        v[i] = rms.momentum() * v[i] + g / (Math.sqrt(s[i]) + rms.epsilon());
        w[i] -= rate * v[i];
      } else if (rule.optimiser() instanceof Optimiser.Sgd sgd) {
        g += decay * w[i];
        v[i] = sgd.momentum() * v[i] + g;
        w[i] -= rate * (sgd.nesterov() ? g + sgd.momentum() * v[i] : v[i]);
      }
    }
  }

  private double adam(
      double beta1, double beta2, double epsilon, double g, double[] v, double[] s, int i) {
    v[i] = beta1 * v[i] + (1 - beta1) * g;
    s[i] = beta2 * s[i] + (1 - beta2) * g * g;
    double mean = v[i] / (1 - Math.pow(beta1, (double) step));
    double square = s[i] / (1 - Math.pow(beta2, (double) step));
    return rate * mean / (Math.sqrt(square) + epsilon);
  }

  /** Move a parameter's average towards its numbers. */
  void average(double[] average, double[] w) {
    double kept = step == 1 ? 0 : rule.average();
    for (int i = 0; i < w.length; i++) {
      average[i] = kept * average[i] + (1 - kept) * w[i];
    }
  }
}
