package org.paperclaims.harness.engine;

import org.paperclaims.datasets.Task;

/**
 * How a learner learns.
 *
 * @param device where
 * @param threads CPU threads this learner may use, at least 1
 * @param task fixes the loss: mean cross entropy, or mean squared error
 * @param rule how a batch changes the weights
 * @param precision of the arithmetic
 * @param deterministic choose algorithms that give the same bits on every run
 * @param seed of what an engine draws itself: dropout masks and RReLU slopes
 */
public record LearnerOptions(
    Device device,
    int threads,
    Task task,
    LearningRule rule,
    Precision precision,
    boolean deterministic,
    long seed) {
  public LearnerOptions {
    if (rule.labelSmoothing() > 0 && !(task instanceof Task.Classification)) {
      throw new IllegalArgumentException(
          "labels are smoothed in a classification, found a label smoothing of "
              + rule.labelSmoothing()
              + " for "
              + task);
    }
  }

  /** Make the options of stochastic gradient descent with momentum and weight decay. */
  public LearnerOptions(
      Device device,
      int threads,
      Task task,
      double momentum,
      boolean nesterov,
      double weightDecay,
      Precision precision,
      boolean deterministic,
      long seed) {
    this(
        device,
        threads,
        task,
        LearningRule.sgd(momentum, nesterov, weightDecay),
        precision,
        deterministic,
        seed);
  }
}
