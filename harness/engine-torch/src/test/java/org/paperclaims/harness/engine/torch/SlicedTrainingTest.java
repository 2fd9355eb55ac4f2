package org.paperclaims.harness.engine.torch;

import org.junit.jupiter.api.Tag;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.testkit.EngineContract;

/** The contract's batches in three slices, some of them larger than others or without examples. */
@Tag("long")
class SlicedTrainingTest extends EngineContract {
  @Override
  protected Engine engine() {
    return new Variant((network, options) -> new TorchLearner(network, inThree(options)));
  }

  private static LearnerOptions inThree(LearnerOptions options) {
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
