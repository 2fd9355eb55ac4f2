package org.paperclaims.harness.engine.dl4j;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.paperclaims.harness.engine.EngineException;

/** Loads ND4J with the settings that it needs, once and before anything else touches it. */
final class Nd4jNatives {
  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";
  private static final String ONE_DNN = "-onednn-avx2";

  private Nd4jNatives() {}

  /** Load the native library, or say what is missing. */
  static void load() {
    try {
      Loaded.touch();
    } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new EngineException(
          "ND4J's native library cannot be loaded here ("
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + "): "
              + cause
              + "; check that nd4j-native with the classifier of this platform is on the class"
              + " path",
          cause);
    }
  }

  /** Make native operations called from this thread use this thread alone. */
  static void useOneOpenMpThread() {
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
  }

  private static final class Loaded {
    static {
      // The native library with oneDNN lies in the jar under a name of its own, which JavaCPP finds
      // only if told before the first class of ND4J is loaded.
      if (System.getProperty(EXTENSION) == null && hasOneDnn()) {
        System.setProperty(EXTENSION, ONE_DNN);
      }
      Nd4j.getMemoryManager().togglePeriodicGc(false);
    }

    private Loaded() {}

    static void touch() {}
  }

  private static boolean hasOneDnn() {
    return Nd4jNatives.class.getResource(
            "/org/nd4j/linalg/cpu/nativecpu/bindings/linux-x86_64-onednn-avx2/")
        != null;
  }
}
