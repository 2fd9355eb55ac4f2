package org.paperclaims.harness.engine.torch;

import java.util.ArrayList;
import java.util.List;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.torch.natives.GpuDiagnosis;
import org.paperclaims.harness.engine.torch.natives.GpuSearch;
import org.paperclaims.harness.engine.torch.natives.Libtorch;

/** Finds the devices of this machine that PyTorch can use. */
final class Devices {
  private Devices() {}

  /** Searching happens once: neither drivers nor class paths change while a program runs. */
  private static final class Gpus {
    static final GpuDiagnosis FOUND = GpuSearch.run();
  }

  /** List usable GPUs, then the CPU. */
  static List<Device> list() {
    Libtorch.load();
    List<Device> devices = new ArrayList<>(Gpus.FOUND.devices());
    devices.add(new Device("cpu", Runtime.getRuntime().availableProcessors() + " CPU threads"));
    return List.copyOf(devices);
  }

  /** Say why a GPU here is not used; nothing where there is no driver for one. */
  static String advice() {
    return GpuSearch.driver().isEmpty() ? "" : Gpus.FOUND.advice();
  }

  /** Refuse options that the engine cannot follow. */
  static void check(LearnerOptions options) {
    if (options.threads() < 1) {
      throw new IllegalArgumentException(
          "a learner needs at least one thread, found " + options.threads());
    }
    Device device = options.device();
    if (list().stream().noneMatch(d -> d.id().equals(device.id()))) {
      String why = device.isCpu() ? "" : Gpus.FOUND.advice();
      throw new EngineException.Unsupported(
          "the torch engine has no device "
              + device.id()
              + " here, only "
              + String.join(", ", list().stream().map(Device::id).toList())
              + (why.isEmpty() ? "" : ": " + why));
    }
  }
}
