package org.paperclaims.harness.engine.torch;

import java.io.IOException;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch_cuda;

/**
 * The build of PyTorch on the class path: for CPUs, or for GPUs as well.
 *
 * <p>JavaCPP looks for a build whose folder is named like the platform with the extension that the
 * process has set, if it has set one. ND4J needs that, and PyTorch's build for GPUs, whose
 * extension is another, would not be found. So there is none while it loads, and whoever loads
 * another library waits.
 */
final class TorchBuild {
  private static final String EXTENSION = "platform.extension";
  private static final String GPU_FOLDER = "/org/bytedeco/pytorch/linux-x86_64-gpu/";

  private TorchBuild() {}

  /** Tell whether it is the one for GPUs. */
  static boolean isForGpus() {
    return TorchBuild.class.getResource(GPU_FOLDER + "libtorch_cuda.so") != null;
  }

  /**
   * Load the library.
   *
   * @throws UnsatisfiedLinkError if it does not load
   */
  static void load() throws IOException {
    // Unpack everything first. JavaCPP loads library by library as it unpacks, and libtorch.so
    // would find its libtorch_cpu.so in the system's folders if another PyTorch is there.
    Loader.cacheResource(
        org.bytedeco.pytorch.presets.torch.class,
        isForGpus() ? GPU_FOLDER : "/org/bytedeco/pytorch/" + Loader.getPlatform() + "/");
    withoutExtension(torch::get_num_threads);
  }

  /**
   * Load what asks and steers GPUs. That needs the driver's library.
   *
   * @throws UnsatisfiedLinkError if it does not load
   */
  static void loadForGpus() {
    withoutExtension(torch_cuda::getNumGPUs);
  }

  /** Load while JavaCPP knows of no extension; the one that was set is set again afterwards. */
  static void withoutExtension(Runnable load) {
    Properties platform = Loader.loadProperties();
    synchronized (platform) {
      Object others = platform.remove(EXTENSION);
      try {
        load.run();
      } finally {
        if (others != null) {
          platform.put(EXTENSION, others);
        }
      }
    }
  }
}
