package org.paperclaims.harness.engine.dl4j;

import java.util.function.Predicate;
import org.paperclaims.harness.engine.EngineException;

/**
 * Which build of ND4J's native library to load.
 *
 * @param extension what its folder's name has after the platform's; empty for the plain build
 */
record NativeLibrary(String extension) {
  private static final String FOLDER = "/org/nd4j/linalg/cpu/nativecpu/bindings/";
  private static final String ONE_DNN = "-onednn-avx2";

  /**
   * Choose the build with oneDNN where there is one.
   *
   * @param platform in JavaCPP's words, such as {@code linux-x86_64}
   * @param exists tells whether a resource is on the class path
   * @throws EngineException if there is no build for the platform
   */
  static NativeLibrary choose(String platform, Predicate<String> exists) {
    if (exists.test(FOLDER + platform + ONE_DNN + "/")) {
      return new NativeLibrary(ONE_DNN);
    }
    if (exists.test(FOLDER + platform + "/")) {
      return new NativeLibrary("");
    }
    throw new EngineException(
        "no native library of ND4J for "
            + platform
            + " is on the class path; add org.nd4j:nd4j-native:1.0.0-M2.1 with the classifier "
            + platform
            + (platform.equals("linux-x86_64") ? ONE_DNN : "")
            + ", or use the torch engine");
  }

  /** Tell whether convolutions run on oneDNN. */
  boolean hasOneDnn() {
    return extension.equals(ONE_DNN);
  }
}
