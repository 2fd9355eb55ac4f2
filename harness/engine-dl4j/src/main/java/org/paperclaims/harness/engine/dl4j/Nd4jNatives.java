package org.paperclaims.harness.engine.dl4j;

import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.NativeFolder;
import org.paperclaims.harness.engine.NativeMemory;
import org.paperclaims.harness.engine.NvidiaDriver;
import org.paperclaims.harness.engine.Program;

/** Loads ND4J with the settings that it needs, once and before anything else touches it. */
final class Nd4jNatives {
  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
  private static final String CUDA_BACKEND = "/org/nd4j/linalg/jcublas/JCublasBackend.class";

  private static final String CPU_BACKEND = "/org/nd4j/linalg/cpu/nativecpu/CpuBackend.class";

  private static String failure = "";
  private static @Nullable Nd4jPlatform loaded;

  private Nd4jNatives() {}

  /**
   * Load a native library, the same for the life of the process.
   *
   * @throws EngineException if it is missing or cannot run here; says what would
   */
  static synchronized Nd4jPlatform load() {
    if (loaded == null) {
      loaded = loadFirst();
    }
    return loaded;
  }

  private static Nd4jPlatform loadFirst() {
    NativeMemory.unbound();
    String asked = System.getProperty(BackendChoice.DEVICE, "").strip();
    boolean cuda = exists(CUDA_BACKEND);
    boolean cpu = exists(CPU_BACKEND);
    BackendChoice choice = BackendChoice.of(asked, cuda, cpu, Nd4jNatives::gpus);
    NativeFolder folder = NativeFolder.use();
    if (choice.cuda()) {
      String missing = CudaStart.missing();
      if (missing.isEmpty()) {
        touch(folder, "");
        return CudaStart.platform(gpus().get(0).driver());
      }
      choice = BackendChoice.without(asked, cpu, missing);
    }
    if (cuda) {
      ND4JClassLoading.setNd4jClassloader(
          new WithoutCuda(Thread.currentThread().getContextClassLoader()));
    }
    NativeLibrary library = NativeLibrary.choose(Loader.getPlatform(), Nd4jNatives::exists);
    touch(folder, library.extension());
    return Nd4jPlatform.cpu(library, choice.advice());
  }

  private static void touch(NativeFolder folder, String extension) {
    try {
      // Another engine may not look for its own build meanwhile, under another name.
      synchronized (Loader.loadProperties()) {
        if (System.getProperty(EXTENSION) == null && !extension.isEmpty()) {
          // The build with oneDNN lies in its jar under a name of its own, which JavaCPP finds only
          // if told before the first class of ND4J is loaded.
          System.setProperty(EXTENSION, extension);
        }
        Loaded.touch();
      }
    } catch (LinkageError e) {
      throw new EngineException(
          "ND4J's native library does not load on %s (%s)%s"
              .formatted(Loader.getPlatform(), first(root(e).toString()), folder.because()),
          e);
    }
  }

  /** ND4J wraps what happened in sentences of its own. */
  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** Later attempts are told by the JVM that there was an earlier one, and not what it met. */
  private static synchronized String first(String found) {
    failure = failure.isEmpty() ? found : failure;
    return failure;
  }

  /** Ask the driver for its GPUs, without loading CUDA. */
  private static List<Gpu> gpus() {
    String query = "--query-gpu=name,compute_cap,driver_version";
    try {
      String out = Program.output(20, "nvidia-smi", query, "--format=csv,noheader").orElse("");
      if (!out.isBlank()) {
        return out.lines().map(Gpu::parse).toList();
      }
      throw new EngineException(
          "nvidia-smi finds no GPU that it may use, or does not answer; with -Dclaims.device=cpu nobody looks for one");
    } catch (IOException e) {
      throw new EngineException(
          NvidiaDriver.here()
              .map(
                  driver ->
                      "nvidia-smi, which asks the NVIDIA driver %s for its GPUs, is not on the PATH"
                          .formatted(driver.version()))
              .orElse(
                  "no NVIDIA driver is installed; CUDA 11.6 needs one of 450.80 or newer: install"
                      + " it, or run without the profile cuda"),
          e);
    }
  }

  private static boolean exists(String resource) {
    return Nd4jNatives.class.getResource(resource) != null;
  }

  /** Make native operations called from this thread use this thread alone. */
  static void useOneOpenMpThread() {
    useOpenMpThreads(1);
  }

  /** Make native operations called from this thread use that many. */
  static void useOpenMpThreads(int threads) {
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
  }

  private static final class Loaded {
    static {
      Nd4j.getMemoryManager().togglePeriodicGc(false);
    }

    private Loaded() {}

    static void touch() {}
  }
}
