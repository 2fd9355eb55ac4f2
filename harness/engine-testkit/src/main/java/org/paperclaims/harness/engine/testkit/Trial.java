package org.paperclaims.harness.engine.testkit;

import org.paperclaims.datasets.Batch;

/** The steps of a parity test: on one batch, again and again, at these learning rates. */
record Trial(Batch batch, double momentum, boolean nesterov, double weightDecay, double... rates) {
  /** Let an oracle take a step. */
  double step(Oracle oracle, double rate) {
    return oracle.train(
        Numbers.widen(batch.inputs()),
        batch.size(),
        Goal.of(batch),
        rate,
        momentum,
        nesterov,
        weightDecay);
  }
}
