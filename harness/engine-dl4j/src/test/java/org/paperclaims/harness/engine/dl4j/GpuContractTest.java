package org.paperclaims.harness.engine.dl4j;

import org.junit.jupiter.api.Tag;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.testkit.EngineContract;

/**
 * Certifies the engine on the first GPU: with the profile {@code cuda} only, where it fails if
 * there is none.
 */
@Tag("gpu")
class GpuContractTest extends EngineContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }

  @Override
  protected Device device() {
    return engine().devices().stream()
        .filter(device -> !device.isCpu())
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("the dl4j engine has no GPU here: " + engine().advice()));
  }
}
