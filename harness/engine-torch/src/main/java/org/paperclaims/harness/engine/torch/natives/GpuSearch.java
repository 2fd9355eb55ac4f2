package org.paperclaims.harness.engine.torch.natives;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.pytorch.global.torch_cuda;
import org.paperclaims.harness.engine.NvidiaDriver;

/** Looks for NVIDIA GPUs, without touching CUDA where there is no driver. */
public final class GpuSearch {
  private GpuSearch() {}

  /** Look, and judge; the library is loaded. */
  public static GpuDiagnosis run() {
    String driver = driver();
    boolean build = TorchBuild.isForGpus();
    if (!build || driver.isEmpty()) {
      return GpuDiagnosis.of(new GpuSurvey(build, driver, List.of()));
    }
    try {
      return GpuDiagnosis.of(new GpuSurvey(build, driver, ask()));
    } catch (LinkageError | RuntimeException e) {
      return GpuDiagnosis.ofFailure(driver, e);
    }
  }

  private static List<GpuSurvey.Gpu> ask() {
    TorchBuild.loadForGpus();
    List<GpuSurvey.Gpu> gpus = new ArrayList<>();
    for (byte i = 0; i < torch_cuda.device_count(); i++) {
      cudaDeviceProp properties = torch_cuda.getDeviceProperties(i);
      gpus.add(
          new GpuSurvey.Gpu(
              i, properties.name().getString(), properties.major(), properties.minor()));
    }
    return gpus;
  }

  /** Give the version of the driver here; empty if there is none. */
  public static String driver() {
    return NvidiaDriver.here().map(NvidiaDriver::version).orElse("");
  }
}
