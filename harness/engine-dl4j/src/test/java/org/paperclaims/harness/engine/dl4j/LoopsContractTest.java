package org.paperclaims.harness.engine.dl4j;

import org.junit.jupiter.api.Tag;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.testkit.EngineContract;

/** Certifies the loops, which train where no plan does. */
@Tag("long")
class LoopsContractTest extends EngineContract {
  @Override
  protected Engine engine() {
    return new Dl4jEngine(TrainingPath.LOOPS);
  }
}
