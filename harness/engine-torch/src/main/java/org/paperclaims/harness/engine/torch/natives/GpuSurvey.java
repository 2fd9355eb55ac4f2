package org.paperclaims.harness.engine.torch.natives;

import java.util.List;
import org.paperclaims.harness.engine.NvidiaDriver;

/**
 * The findings about an NVIDIA GPU, and about what PyTorch needs to use it.
 *
 * @param gpuBuild the classifier {@code linux-x86_64-gpu} is on the class path
 * @param driver version of the driver's kernel module, such as {@code 580.82}, or {@link
 *     NvidiaDriver#UNKNOWN}; empty if there is none
 * @param gpus the GPUs that the driver shows; empty if they cannot be asked
 */
record GpuSurvey(boolean gpuBuild, String driver, List<Gpu> gpus) {
  GpuSurvey {
    gpus = List.copyOf(gpus);
  }

  /**
   * A GPU.
   *
   * @param major of its compute capability
   * @param minor of its compute capability
   */
  record Gpu(int index, String name, int major, int minor) {}
}
