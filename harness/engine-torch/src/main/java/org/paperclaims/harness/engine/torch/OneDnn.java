package org.paperclaims.harness.engine.torch;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The instructions that oneDNN, which libtorch takes for convolutions on x86 processors, may use.
 *
 * <p>On AMD's processors that have both AVX-512 and AVX-VNNI (Zen 5), as a virtual machine that
 * hides their caches shows them, oneDNN 3.7.1 computes small Inception networks wrongly (by 2 to 5
 * % after a step, with AVX-512 and in part with AVX2), or ends the process in {@code
 * brgemm_convolution_bwd}. Held to SSE 4.1 it agrees with the oracle. A user's own setting comes
 * first.
 */
final class OneDnn {
  private static final List<String> SETTINGS = List.of("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA");
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private OneDnn() {}

  /**
   * Keep oneDNN from instructions that it uses wrongly on this processor. It reads its setting
   * once, so this comes before the first operation of libtorch.
   */
  static void limitInstructions() {
    if (SETTINGS.stream().anyMatch(s -> System.getenv(s) != null) || !Files.exists(PROCESSORS)) {
      return;
    }
    try {
      if (isFaulty(Files.readString(PROCESSORS))) {
        Function setenv = NativeLibrary.getProcess().getFunction("setenv");
        setenv.invokeInt(new Object[] {SETTINGS.get(0), "SSE41", 0});
      }
    } catch (IOException | LinkageError e) {
      // A system without these has no such processor that could be known.
    }
  }

  /**
   * Tell whether the processors that Linux describes are of the faulty kind.
   *
   * @param description the text of {@code /proc/cpuinfo}
   */
  static boolean isFaulty(String description) {
    List<String> flags =
        description
            .lines()
            .filter(line -> line.startsWith("flags"))
            .findFirst()
            .map(line -> List.of(line.substring(line.indexOf(':') + 1).strip().split(" +")))
            .orElse(List.of());
    return description.contains("AMD") && flags.contains("avx512f") && flags.contains("avx_vnni");
  }
}
