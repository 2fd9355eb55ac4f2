package org.paperclaims.harness.engine.torch;

import java.util.List;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.LearnerOptions;

/** Finds the devices of this machine that PyTorch can use. */
final class Devices {
  private Devices() {}

  static List<Device> list() {
    Libtorch.load();
    return List.of(new Device("cpu", Runtime.getRuntime().availableProcessors() + " CPU threads"));
  }

  /** Refuse options that the engine cannot follow. */
  static void check(LearnerOptions options) {
    if (options.threads() < 1) {
      throw new IllegalArgumentException(
          "a learner needs at least one thread, found " + options.threads());
    }
    String id = options.device().id();
    if (list().stream().noneMatch(d -> d.id().equals(id))) {
      throw new EngineException.Unsupported(
          "the torch engine has no device " + id + " here; it has " + list());
    }
  }
}
