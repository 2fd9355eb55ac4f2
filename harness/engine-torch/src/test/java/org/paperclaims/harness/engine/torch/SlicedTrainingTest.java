package org.paperclaims.harness.engine.torch;

import org.junit.jupiter.api.Tag;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.testkit.EngineContract;

/** The contract's batches in three slices, some of them larger than others or without examples. */
@Tag("long")
class SlicedTrainingTest extends EngineContract {
  private static final Way SLICES = Way.CALLS.by(new Way.Slices(Winograd.WHERE_FASTER));

  @Override
  protected Engine engine() {
    return new Variant(
        (network, options) -> new TorchLearner(network, InThree.of(options), SLICES));
  }
}
