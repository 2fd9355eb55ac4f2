package org.paperclaims.harness.engine.torch.natives;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.util.Map;

/**
 * The C library's heap, from which libtorch takes every tensor on the CPU.
 *
 * <p>glibc gives large blocks back to the kernel as soon as they are freed, and a step of training
 * frees all its tensors: the next one takes them again page by page. ResNet-20 at batch 64 spent 12
 * % of its time in some 12,000 page faults a step. Told to keep what was freed, the process stays
 * as large as its largest step was.
 */
final class CHeap {
  // From malloc.h.
  private static final int TRIM_THRESHOLD = -1;
  private static final int TOP_PAD = -2;
  private static final int MMAP_THRESHOLD = -3;

  private static final int MIB = 1 << 20;

  private CHeap() {}

  /**
   * Keep freed memory in the process. Does nothing where the C library is another than glibc, and
   * leaves alone what the user has set by environment variables.
   *
   * @return whether the heap was told so
   */
  static boolean keepFreedMemory() {
    if (!System.getProperty("os.name").equals("Linux") || isSetBy(System.getenv())) {
      return false;
    }
    try {
      Function mallopt = NativeLibrary.getProcess().getFunction("mallopt");
      // The largest block that glibc takes from a heap and not from the kernel; a thread's heaps
      // are of 64 MiB. The padding, one such heap, keeps emptied ones from being unmapped.
      return set(mallopt, MMAP_THRESHOLD, 32 * MIB)
          && set(mallopt, TRIM_THRESHOLD, 1024 * MIB)
          && set(mallopt, TOP_PAD, 64 * MIB);
    } catch (LinkageError e) {
      // Only speed is lost.
      return false;
    }
  }

  /** Tell whether these environment variables choose how glibc keeps memory. */
  static boolean isSetBy(Map<String, String> environment) {
    return environment.keySet().stream()
        .anyMatch(name -> name.startsWith("MALLOC_") || name.equals("GLIBC_TUNABLES"));
  }

  private static boolean set(Function mallopt, int parameter, int value) {
    return mallopt.invokeInt(new Object[] {parameter, value}) == 1;
  }
}
