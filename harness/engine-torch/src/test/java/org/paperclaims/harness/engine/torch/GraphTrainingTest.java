package org.paperclaims.harness.engine.torch;

import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.testkit.EngineContract;

/** The way of training that GPUs take, on the CPU, with every step replayed from a graph. */
class GraphTrainingTest extends EngineContract {
  @Override
  protected Engine engine() {
    return new Variant(
        (network, options) ->
            new TorchLearner(
                network, options, Way.CALLS.by(new Way.Graphs(new CaptureOnTheCpu(0)))));
  }
}
