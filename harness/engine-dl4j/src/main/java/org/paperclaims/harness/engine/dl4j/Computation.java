package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.Snapshot;

/**
 * How a learner computes: by {@link PlanComputation plans} or {@link LoopComputation loops} over
 * the host's memory, or by {@link OpComputation operations} alone, whose numbers stay on ND4J's
 * device.
 */
interface Computation extends AutoCloseable {
  /** Count the outputs of one example. */
  int outputs();

  /** Compute with the moving averages from now on, if there are any, or with the weights again. */
  void showAverage(boolean shown);

  /**
   * Walk through the network.
   *
   * @return batch x outputs
   */
  float[] forward(Pass pass, Batch batch);

  /**
   * Compute the gradients of all weights, for the batch that went forward last.
   *
   * @param gradient of the loss by the outputs, batch x outputs
   */
  void backward(Pass pass, float[] gradient);

  /**
   * Tell whether the gradients that were computed last are numbers, where outputs may not tell: a
   * network whose rectifiers make zero of what is not a number has a loss like any other.
   */
  default boolean hasFiniteGradients() {
    return true;
  }

  /**
   * Take one step of the learning rule.
   *
   * @param step from 1 on
   */
  void update(double rate, long step);

  /** Take over a snapshot's tensors; checks first, so that a refusal changes nothing. */
  void load(Snapshot snapshot);

  /** Copy everything that training changes. */
  Snapshot snapshot(long step);

  @Override
  void close();
}
