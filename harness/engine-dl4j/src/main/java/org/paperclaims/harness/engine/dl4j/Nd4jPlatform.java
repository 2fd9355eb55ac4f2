package org.paperclaims.harness.engine.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.engine.Device;

/**
 * The back end that this process has loaded.
 *
 * @param library of the CPU; empty on CUDA
 * @param gpus those that can be used, by their description
 * @param advice why GPUs are not used; empty if there is nothing to say
 */
record Nd4jPlatform(Optional<NativeLibrary> library, Map<Device, CudaDevice> gpus, String advice) {
  static Nd4jPlatform cpu(NativeLibrary library, String advice) {
    return new Nd4jPlatform(Optional.of(library), Map.of(), advice);
  }

  static Nd4jPlatform cuda(Map<Device, CudaDevice> gpus) {
    return new Nd4jPlatform(Optional.empty(), new LinkedHashMap<>(gpus), "");
  }

  boolean isCuda() {
    return library.isEmpty();
  }

  List<Device> devices() {
    return List.copyOf(gpus.keySet());
  }

  /** Find a GPU by the id of its device. */
  Optional<CudaDevice> gpu(String id) {
    return gpus.entrySet().stream()
        .filter(e -> e.getKey().id().equals(id))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
