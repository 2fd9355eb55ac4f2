package org.paperclaims.harness.engine.torch;

import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.testkit.EngineContract;

/** The way of training that GPUs take, on the CPU, with every step played from a recording. */
class RecordedTrainingTest extends EngineContract {
  @Override
  protected Engine engine() {
    return new Variant(
        (network, options) ->
            new TorchLearner(
                network, options, Way.WHOLE_BATCHES.recordedBy(new RecorderOnTheCpu(0))));
  }
}
