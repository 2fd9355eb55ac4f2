package org.paperclaims.harness.engine.torch.natives;

import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.cuda.CUDAAllocator;
import org.bytedeco.pytorch.cuda.CUDAStream;
import org.bytedeco.pytorch.cuda.DeviceAllocator;
import org.bytedeco.pytorch.cuda.DeviceAssertionsDataVectorCUDAKernelLaunchInfoVectorPair;
import org.bytedeco.pytorch.cuda.StreamFilter;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch_cuda;
import org.paperclaims.harness.engine.plan.dnnl.WithoutExtension;

/** The build of PyTorch on the class path: for CPUs, or for GPUs as well. */
final class TorchBuild {
  private static final String GPU_FOLDER = "/org/bytedeco/pytorch/linux-x86_64-gpu/";

  /** Classes of CUDA's side that load by themselves when they are first used, later than this. */
  private static final List<Class<?>> LATER =
      List.of(
          CUDAStream.class,
          StreamFilter.class,
          DeviceAssertionsDataVectorCUDAKernelLaunchInfoVectorPair.class,
          CUDAAllocator.class,
          DeviceAllocator.class);

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
    WithoutExtension.run(torch::get_num_threads);
    // Its convolutions need batches of 16 images, which oneDNN takes first. On processors that it
    // does not know it only warns, once for every convolution that asks.
    torch.globalContext().setUserEnabledNNPACK(false);
  }

  /**
   * Load what asks and steers GPUs. That needs the driver's library.
   *
   * @throws UnsatisfiedLinkError if it does not load
   */
  static void loadForGpus() {
    WithoutExtension.run(
        () -> {
          torch_cuda.getNumGPUs();
          LATER.forEach(TorchBuild::initialise);
        });
  }

  private static void initialise(Class<?> type) {
    try {
      Class.forName(type.getName(), true, type.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(type + " is here already", e);
    }
  }
}
