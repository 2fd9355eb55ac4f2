package org.paperclaims.harness.engine.testkit;

import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.LearningRule;

/** The steps of a parity test: on one batch, again and again, at these learning rates. */
record Trial(Batch batch, LearningRule rule, double... rates) {
  /** Let an oracle take a step. */
  double step(Oracle oracle, double rate) {
    return oracle.train(Numbers.widen(batch.inputs()), batch.size(), Goal.of(batch), rate, rule);
  }
}
