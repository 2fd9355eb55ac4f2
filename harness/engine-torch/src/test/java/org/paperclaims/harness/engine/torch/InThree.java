package org.paperclaims.harness.engine.torch;

import org.paperclaims.harness.engine.LearnerOptions;

/** Options of learners with three threads. */
final class InThree {
  private InThree() {}

  static LearnerOptions of(LearnerOptions options) {
    return new LearnerOptions(
        options.device(),
        3,
        options.task(),
        options.rule(),
        options.precision(),
        options.deterministic(),
        options.seed());
  }
}
