package org.paperclaims.harness.engine.torch;

import org.junit.jupiter.api.Tag;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.testkit.EngineContract;

/** The contract by plans whose kernels have three threads. */
@Tag("long")
class PlannedTrainingTest extends EngineContract {
  private static final Way PLANS =
      Way.CALLS.by(new Way.Plans(new Way.Slices(Winograd.WHERE_FASTER)));

  @Override
  protected Engine engine() {
    return new Variant((network, options) -> new TorchLearner(network, InThree.of(options), PLANS));
  }
}
