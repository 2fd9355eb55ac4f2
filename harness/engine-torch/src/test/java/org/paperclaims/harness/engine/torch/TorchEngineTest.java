package org.paperclaims.harness.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.testkit.EngineContract;

class TorchEngineTest extends EngineContract {
  @Override
  protected Engine engine() {
    return new TorchEngine();
  }

  @Test
  void is_found_by_the_service_loader() {
    assertThat(ServiceLoader.load(Engine.class).stream().map(p -> p.get().id())).contains("torch");
  }
}
