package org.paperclaims.harness.engine.testkit;

import org.paperclaims.datasets.Batch;

/** The outputs that a batch should have. */
public sealed interface Goal {
  /** Give a batch's goal. */
  static Goal of(Batch batch) {
    return batch.labels().length > 0
        ? new Labels(batch.labels())
        : new Targets(Numbers.widen(batch.targets()));
  }

  /** Class labels: mean cross entropy of the softmax. */
  record Labels(int[] labels) implements Goal {}

  /**
   * Numbers to meet: mean of the squared differences. Where a network puts out a whole multiple of
   * them an example, they are met once a stage, and the stages' means are added up.
   */
  record Targets(double[] targets) implements Goal {}
}
