package org.paperclaims.harness.engine.torch;

import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.testkit.EngineContract;
import org.paperclaims.harness.engine.torch.natives.GpuSearch;

/**
 * The contract on the first GPU, in float32 without TensorFloat-32 and with deterministic
 * algorithms: the CPU's tolerance, and the same bits for the same work.
 */
@OnGpu
abstract class GpuContract extends EngineContract {
  @Override
  protected Device device() {
    return engine().devices().stream()
        .filter(device -> !device.isCpu())
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("the torch engine has no GPU here: " + GpuSearch.run()));
  }
}
