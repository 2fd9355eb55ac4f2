package org.paperclaims.harness.engine;

/** The memory of native libraries, which JavaCPP allocates. */
public final class NativeMemory {
  private NativeMemory() {}

  /**
   * Take away JavaCPP's bound on it, unless one is set: that bound follows {@code -Xmx}, which says
   * nothing about what a native library needs, and has it read /proc at every allocation. To be
   * called before the first class of JavaCPP is loaded, which reads it once.
   */
  public static void unbound() {
    setDefault("org.bytedeco.javacpp.maxbytes");
    setDefault("org.bytedeco.javacpp.maxphysicalbytes");
  }

  private static void setDefault(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, "0");
    }
  }
}
