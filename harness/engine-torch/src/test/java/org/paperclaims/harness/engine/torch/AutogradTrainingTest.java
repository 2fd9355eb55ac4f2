package org.paperclaims.harness.engine.torch;

import org.junit.jupiter.api.Tag;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.testkit.EngineContract;

/** The way of training that GPUs and bfloat16 take, in float32 on the CPU. */
@Tag("long")
class AutogradTrainingTest extends EngineContract {
  @Override
  protected Engine engine() {
    return new Variant((network, options) -> new TorchLearner(network, options, Way.CALLS));
  }
}
