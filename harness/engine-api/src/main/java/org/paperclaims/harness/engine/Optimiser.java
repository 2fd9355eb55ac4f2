package org.paperclaims.harness.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How gradients become steps. With g the gradient of a parameter w after {@link LearningRule} has
 * clipped it and added the weight decay, r the learning rate and t the number of the step, from 1
 * on. All operations are by element; m, s and v start at 0. The formulas are those of PyTorch's
 * {@code torch.optim} under the same names.
 */
public sealed interface Optimiser {
  /** Give its name in records, such as {@code adam}. */
  String name();

  /** Give its own numbers by their names in records; momentum is a field of the recipe. */
  Map<String, Double> numbers();

  /** Give its momentum, 0 for none. */
  default double momentum() {
    return 0;
  }

  /** Tell whether the momentum is Nesterov's. */
  default boolean nesterov() {
    return false;
  }

  /** Tell whether it keeps s, a running mean of the squared gradients. */
  default boolean keepsSquares() {
    return true;
  }

  /**
   * Stochastic gradient descent with momentum.
   *
   * <pre>
   * v = momentum * v + g
   * w = w - r * (g + momentum * v)       (nesterov)
   * w = w - r * v                        (not nesterov)
   * </pre>
   *
   * @param momentum from 0, for none, to below 1
   */
  record Sgd(double momentum, boolean nesterov) implements Optimiser {
    @Override
    public String name() {
      return "sgd";
    }

    @Override
    public Map<String, Double> numbers() {
      return Map.of();
    }

    @Override
    public boolean keepsSquares() {
      return false;
    }
  }

  /**
   * RMSProp (Tieleman and Hinton 2012), which divides a gradient by the root of its mean square.
   *
   * <pre>
   * s = decay * s + (1 - decay) * g * g
   * v = momentum * v + g / (sqrt(s) + epsilon)
   * w = w - r * v
   * </pre>
   *
   * <p>TensorFlow's adds epsilon under the root and starts s at 1: with the epsilon of 1 of
   * Inception-v4 its first steps are shorter.
   *
   * @param decay from 0 to below 1
   * @param epsilon positive
   * @param momentum from 0, for none, to below 1
   */
  record RmsProp(double decay, double epsilon, double momentum) implements Optimiser {
    public RmsProp {
      Optimiser.requireShare("decay", decay);
      Optimiser.requirePositive(epsilon);
    }

    @Override
    public String name() {
      return "rmsprop";
    }

    @Override
    public Map<String, Double> numbers() {
      Map<String, Double> numbers = new LinkedHashMap<>();
      numbers.put("decay", decay);
      numbers.put("epsilon", epsilon);
      return numbers;
    }
  }

  /**
   * Adam (Kingma and Ba 2015, 1412.6980, algorithm 1).
   *
   * <pre>
   * v = beta1 * v + (1 - beta1) * g
   * s = beta2 * s + (1 - beta2) * g * g
   * w = w - r / (1 - beta1^t) * v / (sqrt(s) / sqrt(1 - beta2^t) + epsilon)
   * </pre>
   *
   * @param beta1 from 0 to below 1
   * @param beta2 from 0 to below 1
   * @param epsilon positive
   */
  record Adam(double beta1, double beta2, double epsilon) implements Optimiser {
    public Adam {
      Optimiser.requireShare("beta1", beta1);
      Optimiser.requireShare("beta2", beta2);
      Optimiser.requirePositive(epsilon);
    }

    @Override
    public String name() {
      return "adam";
    }

    @Override
    public Map<String, Double> numbers() {
      return Optimiser.moments(beta1, beta2, epsilon);
    }
  }

  /**
   * Adam with decoupled weight decay (Loshchilov and Hutter 2019, 1711.05101, algorithm 2, with a
   * decay of r * weightDecay, as PyTorch has it): the decay is no part of g, and before the step
   *
   * <pre>
   * w = w - r * weightDecay * w
   * </pre>
   *
   * @param beta1 from 0 to below 1
   * @param beta2 from 0 to below 1
   * @param epsilon positive
   */
  record AdamW(double beta1, double beta2, double epsilon) implements Optimiser {
    public AdamW {
      Optimiser.requireShare("beta1", beta1);
      Optimiser.requireShare("beta2", beta2);
      Optimiser.requirePositive(epsilon);
    }

    @Override
    public String name() {
      return "adamw";
    }

    @Override
    public Map<String, Double> numbers() {
      return Optimiser.moments(beta1, beta2, epsilon);
    }
  }

  private static Map<String, Double> moments(double beta1, double beta2, double epsilon) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("beta1", beta1);
    numbers.put("beta2", beta2);
    numbers.put("epsilon", epsilon);
    return numbers;
  }

  private static void requireShare(String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(what + " lies between 0 and below 1, found " + value);
    }
  }

  private static void requirePositive(double epsilon) {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon is positive, found " + epsilon);
    }
  }
}
