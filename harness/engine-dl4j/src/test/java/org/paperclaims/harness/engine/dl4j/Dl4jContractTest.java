package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.testkit.EngineContract;

/** Certifies the engine on the CPU. */
class Dl4jContractTest extends EngineContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine();
  }
}
