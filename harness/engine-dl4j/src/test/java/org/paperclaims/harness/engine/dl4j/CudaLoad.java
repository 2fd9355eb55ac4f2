package org.paperclaims.harness.engine.dl4j;

import org.bytedeco.javacpp.Loader;

/** Loads CUDA and ND4J's library for it, library by library; {@code ci/cuda-load} calls it. */
final class CudaLoad {
  private CudaLoad() {}

  public static void main(String... arguments) throws ClassNotFoundException {
    for (String name :
        new String[] {
          "org.bytedeco.cuda.global.cudart",
          "org.bytedeco.cuda.global.cublas",
          "org.nd4j.linalg.jcublas.bindings.Nd4jCuda"
        }) {
      Class<?> library = Class.forName(name, false, CudaLoad.class.getClassLoader());
      try {
        System.out.println("  " + name + ": " + Loader.load(library));
      } catch (UnsatisfiedLinkError e) {
        System.out.println("  " + name + " does not load: " + e.getMessage());
        System.exit(1);
      }
    }
    System.out.println("  the engine says: " + CudaStart.missing());
  }
}
