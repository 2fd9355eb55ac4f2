package org.paperclaims.harness.engine.dl4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.NativeFolder;

/** Loads ND4J with the settings that it needs, once and before anything else touches it. */
final class Nd4jNatives {
  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
  private static final String CUDA_BACKEND = "/org/nd4j/linalg/jcublas/JCublasBackend.class";

  private static String failure = "";

  private Nd4jNatives() {}

  /**
   * Load the native library.
   *
   * @throws EngineException if it is missing or cannot run here; says what would
   */
  static NativeLibrary load() {
    if (exists(CUDA_BACKEND)) {
      checkGpus();
      // The loops between the operations read host memory, which ND4J's CUDA arrays do not share.
      throw new EngineException.Unsupported(
          "the dl4j engine trains on the CPU only so far; leave the profile cuda out, or use the"
              + " profile torch-cuda, which trains on GPUs of Turing or newer");
    }
    NativeFolder folder = NativeFolder.use();
    NativeLibrary library = NativeLibrary.choose(Loader.getPlatform(), Nd4jNatives::exists);
    try {
      // Another engine may not look for its own build meanwhile, under another name.
      synchronized (Loader.loadProperties()) {
        if (System.getProperty(EXTENSION) == null && !library.extension().isEmpty()) {
          // The build with oneDNN lies in its jar under a name of its own, which JavaCPP finds only
          // if told before the first class of ND4J is loaded.
          System.setProperty(EXTENSION, library.extension());
        }
        Loaded.touch();
      }
    } catch (LinkageError e) {
      throw new EngineException(
          "ND4J's native library does not load on %s (%s)%s"
              .formatted(Loader.getPlatform(), first(root(e).toString()), folder.because()),
          e);
    }
    return library;
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

  private static void checkGpus() {
    for (Gpu gpu : gpus()) {
      gpu.problem()
          .ifPresent(
              problem -> {
                throw new EngineException.Unsupported(problem);
              });
    }
  }

  /** Ask the driver for its GPUs, without loading CUDA. */
  private static List<Gpu> gpus() {
    String query = "--query-gpu=name,compute_cap,driver_version";
    try {
      Process process = new ProcessBuilder("nvidia-smi", query, "--format=csv,noheader").start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0 && !out.isBlank()) {
        return out.lines().map(Gpu::parse).toList();
      }
      throw new EngineException("nvidia-smi finds no GPU; run without the profile cuda");
    } catch (IOException e) {
      throw new EngineException(
          "no NVIDIA driver is installed (nvidia-smi is missing); install one, or run without the"
              + " profile cuda",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while asking nvidia-smi for GPUs", e);
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
