package org.paperclaims.harness.engine.torch;

import java.util.List;
import java.util.function.BiFunction;
import org.paperclaims.architectures.Network;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;

/** The torch engine with learners made in another way than on this machine by itself. */
record Variant(BiFunction<Network, LearnerOptions, Learner> learners) implements Engine {
  @Override
  public String id() {
    return new TorchEngine().id();
  }

  @Override
  public String version() {
    return new TorchEngine().version();
  }

  @Override
  public List<Device> devices() {
    return new TorchEngine().devices();
  }

  @Override
  public Learner learner(Network network, LearnerOptions options) {
    Devices.check(options);
    return learners.apply(network, options);
  }
}
