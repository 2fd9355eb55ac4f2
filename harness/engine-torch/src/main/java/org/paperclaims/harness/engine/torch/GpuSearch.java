package org.paperclaims.harness.engine.torch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.pytorch.global.torch_cuda;

/** Looks for NVIDIA GPUs and for what PyTorch needs, without touching CUDA until all is there. */
final class GpuSearch {
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");
  private static final Pattern VERSION = Pattern.compile("Module.*?\\s([0-9]{3,}\\.[0-9.]+)");

  private GpuSearch() {}

  /** Look, and judge. */
  static GpuDiagnosis run() {
    boolean gpuBuild =
        GpuSearch.class.getResource("/org/bytedeco/pytorch/linux-x86_64-gpu/libtorch_cuda.so")
            != null;
    GpuSurvey before =
        new GpuSurvey(
            gpuBuild, driver(), found("libcudart.so.13"), found("libcudnn.so.9"), List.of());
    boolean complete = gpuBuild && !before.driver().isEmpty() && before.cuda() && before.cudnn();
    return GpuDiagnosis.of(
        complete
            ? new GpuSurvey(gpuBuild, before.driver(), before.cuda(), before.cudnn(), ask())
            : before);
  }

  private static List<GpuSurvey.Gpu> ask() {
    List<GpuSurvey.Gpu> gpus = new ArrayList<>();
    for (byte i = 0; i < torch_cuda.device_count(); i++) {
      cudaDeviceProp properties = torch_cuda.getDeviceProperties(i);
      gpus.add(
          new GpuSurvey.Gpu(
              i, properties.name().getString(), properties.major(), properties.minor()));
    }
    return gpus;
  }

  /** Read the driver's version from the kernel; empty if there is none. */
  private static String driver() {
    try {
      return Files.isReadable(DRIVER) ? versionIn(Files.readString(DRIVER)) : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** Find the version in what the driver says of itself. */
  static String versionIn(String text) {
    Matcher version = VERSION.matcher(text);
    return version.find() ? version.group(1) : "unknown";
  }

  private static boolean found(String library) {
    String path = System.getenv().getOrDefault("LD_LIBRARY_PATH", "");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator)),
            Stream.of(
                "/usr/local/cuda/lib64",
                "/usr/lib/x86_64-linux-gnu",
                "/lib/x86_64-linux-gnu",
                "/usr/lib64"))
        .filter(folder -> !folder.isEmpty())
        .anyMatch(folder -> Files.exists(Path.of(folder, library)));
  }
}
