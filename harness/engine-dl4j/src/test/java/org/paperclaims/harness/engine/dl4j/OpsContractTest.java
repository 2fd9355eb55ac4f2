package org.paperclaims.harness.engine.dl4j;

import org.junit.jupiter.api.Tag;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.testkit.EngineContract;

/** Certifies the path of operations, on which GPUs train, on the CPU. */
@Tag("long")
class OpsContractTest extends EngineContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine(TrainingPath.OPS);
  }
}
