package org.paperclaims.harness.engine.torch.natives;

import java.util.ArrayList;
import java.util.List;
import org.paperclaims.harness.engine.Device;

/**
 * Decides from a survey whether GPUs can be used, and if not, why and what to do. Knows the limits
 * of the build: code for compute capability 7.5 (Turing) to 12.0 (Blackwell), drivers for CUDA 13.
 *
 * @param devices usable GPUs
 * @param advice why not all can be used and which profile would work; empty if all can
 */
public record GpuDiagnosis(List<Device> devices, String advice) {
  /** The oldest driver that runs CUDA 13. */
  private static final int OLDEST_DRIVER = 580;

  private static final int OLDEST_CAPABILITY = 75;

  public GpuDiagnosis {
    devices = List.copyOf(devices);
  }

  /** Judge a survey. */
  static GpuDiagnosis of(GpuSurvey survey) {
    if (survey.driver().isEmpty()) {
      return none(
          "no NVIDIA driver is loaded (there is neither /proc/driver/nvidia/version nor"
              + " /dev/nvidiactl); install one of"
              + " version 580 or newer, or use the profile torch for the CPU");
    }
    if (!survey.gpuBuild()) {
      return none(
          "this is PyTorch's build for the CPU; use the profile torch-cuda for a GPU of Turing or newer");
    }
    if (isTooOld(survey.driver())) {
      return none(
          "the NVIDIA driver is "
              + survey.driver()
              + " and CUDA 13 needs 580 or newer; update it, or use the profile torch for the CPU");
    }
    List<Device> usable = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (GpuSurvey.Gpu gpu : survey.gpus()) {
      String capability = gpu.major() + "." + gpu.minor();
      if (gpu.major() * 10 + gpu.minor() >= OLDEST_CAPABILITY) {
        usable.add(
            new Device("cuda:" + gpu.index(), gpu.name() + ", compute capability " + capability));
      } else {
        refused.add(
            gpu.name()
                + " has compute capability "
                + capability
                + " and this build has code from 7.5 (Turing) on; use the profile torch for the CPU");
      }
    }
    if (usable.isEmpty() && refused.isEmpty()) {
      refused.add("the NVIDIA driver shows no GPU; use the profile torch for the CPU");
    }
    return new GpuDiagnosis(usable, String.join("; ", refused));
  }

  /** Judge that the GPUs could not be asked. */
  static GpuDiagnosis ofFailure(String driver, Throwable failure) {
    return none(
        "PyTorch cannot ask the NVIDIA driver "
            + driver
            + " for its GPUs ("
            + Libtorch.firstLine(failure)
            + "); check it with nvidia-smi, or use the profile torch for the CPU");
  }

  private static GpuDiagnosis none(String advice) {
    return new GpuDiagnosis(List.of(), advice);
  }

  /** A driver that does not say its version is asked for its GPUs, which tells soon enough. */
  private static boolean isTooOld(String version) {
    String digits = version.split("\\.", 2)[0];
    return digits.matches("[0-9]{1,6}") && Integer.parseInt(digits) < OLDEST_DRIVER;
  }
}
