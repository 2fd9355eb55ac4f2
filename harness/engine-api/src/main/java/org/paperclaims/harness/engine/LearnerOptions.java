package org.paperclaims.harness.engine;

import java.util.Optional;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.datasets.Task;

/**
 * How a learner learns.
 *
 * @param device where
 * @param threads CPU threads this learner may use, at least 1
 * @param task fixes the loss: mean cross entropy, mean squared error, or the sum of the stages'
 *     mean squared errors
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

  /**
   * Count how often a network puts out the numbers that are to be met of an example: once, or once
   * a stage where the task is heat maps.
   *
   * @throws IllegalArgumentException if it puts out other maps
   */
  public int stages(Network network) {
    if (!(task instanceof Task.HeatMaps maps)) {
      return 1;
    }
    Optional<String> misfit = misfit(maps, network);
    if (misfit.isPresent()) {
      throw new IllegalArgumentException(misfit.get());
    }
    return network.output().channels() / maps.outputs();
  }

  /** Say why a network cannot put out maps; empty if it can. */
  public static Optional<String> misfit(Task.HeatMaps maps, Network network) {
    Shape output = network.output();
    boolean fits =
        output.height() == maps.height()
            && output.width() == maps.width()
            && output.channels() % maps.outputs() == 0;
    return fits
        ? Optional.empty()
        : Optional.of(
            "%s puts out %s, not the %d maps of %dx%d cells of one stage or several; allowed are networks such as cpm-3-all"
                .formatted(network.name(), output, maps.outputs(), maps.height(), maps.width()));
  }

  /** Make the options of a learner that predicts and is not trained. */
  public static LearnerOptions predicting(Device device, int threads, Task task) {
    return new LearnerOptions(device, threads, task, 0, false, 0, Precision.FP32, true, 0);
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
