package org.paperclaims.harness.engine.torch;

import org.junit.jupiter.api.Tag;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.testkit.EngineContract;

/**
 * The contract with every 3x3 convolution by tiles: its networks have too few channels for that
 * otherwise.
 */
@Tag("long")
class WinogradTrainingTest extends EngineContract {
  private static final Winograd EVERYWHERE = new Winograd(1, 1, 16);

  @Override
  protected Engine engine() {
    return new Variant(
        (network, options) ->
            new TorchLearner(network, options, Way.CALLS.by(new Way.Slices(EVERYWHERE))));
  }
}
