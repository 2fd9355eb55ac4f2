package org.paperclaims.harness.engine.torch;

import org.paperclaims.harness.engine.Engine;

/** Every call made at every step, with the channels of images innermost. */
class GpuCallsTest extends GpuContract {
  @Override
  protected Engine engine() {
    return new Variant((network, options) -> new TorchLearner(network, options, Way.CALLS));
  }
}
