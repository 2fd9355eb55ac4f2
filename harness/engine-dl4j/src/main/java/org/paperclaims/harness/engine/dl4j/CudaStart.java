package org.paperclaims.harness.engine.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.paperclaims.harness.engine.Device;

/** Loads ND4J's back end for CUDA and lists its GPUs. */
final class CudaStart {
  private static final String BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

  private CudaStart() {}

  /**
   * Try whether CUDA's libraries load and see a GPU, without ND4J.
   *
   * @return what is missing; empty if nothing is
   */
  static String missing() {
    try {
      Object backend = Class.forName(BACKEND).getDeclaredConstructor().newInstance();
      return ((Nd4jBackend) backend).canRun() ? "" : "CUDA sees no GPU";
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return "CUDA 11.6 cannot be used here (%s); it needs a driver of 450.80 or newer, and the jar of its libraries that the profile cuda brings"
          .formatted(root.getMessage() == null ? root : root.getMessage());
    }
  }

  /** List the GPUs that have code, once ND4J is loaded. */
  static Nd4jPlatform platform(String driver) {
    NativeOps ops = NativeOpsHolder.getInstance().getDeviceNativeOps();
    Map<Device, CudaDevice> gpus = new LinkedHashMap<>();
    for (int i = 0; i < ops.getAvailableDevices(); i++) {
      Gpu gpu = new Gpu(ops.getDeviceName(i), ops.getDeviceMajor(i), ops.getDeviceMinor(i), driver);
      if (gpu.problem().isEmpty()) {
        gpus.put(
            new Device("cuda:" + i, gpu.toString()),
            new CudaDevice(i, number -> Nd4j.getAffinityManager().unsafeSetDevice(number)));
      }
    }
    return Nd4jPlatform.cuda(gpus);
  }
}
