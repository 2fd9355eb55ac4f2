package org.paperclaims.harness.engine.torch.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.pytorch.global.torch_cuda;

/** Looks for NVIDIA GPUs, without touching CUDA where there is no driver. */
public final class GpuSearch {
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

  /** The case of a container whose /proc is not the machine's. */
  private static final Path CONTROL = Path.of("/dev/nvidiactl");

  private static final Pattern VERSION = Pattern.compile("Module.*?\\s([0-9]{3,}\\.[0-9.]+)");

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
    return driver(DRIVER, CONTROL);
  }

  /** Read the driver's version from the kernel; empty if there is no driver. */
  static String driver(Path version, Path control) {
    try {
      if (Files.isReadable(version)) {
        return versionIn(Files.readString(version));
      }
    } catch (IOException e) {
      // Whether there is a driver is told by its device as well.
    }
    return Files.exists(control) ? GpuSurvey.UNKNOWN_DRIVER : "";
  }

  /** Find the version in what the driver says of itself. */
  static String versionIn(String text) {
    Matcher version = VERSION.matcher(text);
    return version.find() ? version.group(1) : GpuSurvey.UNKNOWN_DRIVER;
  }
}
