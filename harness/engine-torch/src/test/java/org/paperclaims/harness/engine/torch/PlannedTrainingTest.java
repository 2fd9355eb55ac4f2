package org.paperclaims.harness.engine.torch;

import org.junit.jupiter.api.Tag;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.testkit.EngineContract;

/** The contract by plans, wherever a network has kernels for every node. */
@Tag("long")
class PlannedTrainingTest extends EngineContract {
  @Override
  protected Engine engine() {
    Way way = Way.CALLS.by(new Way.Slices(Winograd.WHERE_FASTER, network -> true));
    return new Variant((network, options) -> new TorchLearner(network, alone(options), way));
  }

  private static LearnerOptions alone(LearnerOptions options) {
    return new LearnerOptions(
        options.device(),
        1,
        options.task(),
        options.rule(),
        options.precision(),
        options.deterministic(),
        options.seed());
  }
}
