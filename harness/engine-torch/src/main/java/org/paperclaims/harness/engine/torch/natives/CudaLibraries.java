package org.paperclaims.harness.engine.torch.natives;

import com.sun.jna.NativeLibrary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The libraries of NVIDIA that PyTorch's build for GPUs is linked to. They are the machine's own,
 * or lie in jars; that build loads with all of them or not at all, also where only the CPU is used.
 *
 * <p>They are loaded before PyTorch: what is missing has a name then, where the JVM would say no
 * more than that PyTorch does not load; and libraries in CUDA's own folder are found without the
 * help of {@code LD_LIBRARY_PATH}.
 */
final class CudaLibraries {
  /** Where CUDA installs itself unless told otherwise. */
  private static final List<String> FOLDERS =
      List.of("/usr/local/cuda/lib64", "/usr/local/cuda/extras/CUPTI/lib64");

  /** By product, in an order in which none needs a later one. */
  private static final Map<String, List<String>> NEEDED = new LinkedHashMap<>();

  static {
    NEEDED.put(
        "CUDA 13",
        List.of(
            "libcudart.so.13",
            "libcupti.so.13",
            "libcublasLt.so.13",
            "libcublas.so.13",
            "libcufft.so.12",
            "libcurand.so.10",
            "libcusparse.so.12",
            "libcusolver.so.12",
            "libcufile.so.0"));
    NEEDED.put(
        "cuDNN 9",
        List.of(
            "libcudnn.so.9",
            "libcudnn_graph.so.9",
            "libcudnn_ops.so.9",
            "libcudnn_cnn.so.9",
            "libcudnn_adv.so.9"));
    NEEDED.put("NCCL 2", List.of("libnccl.so.2"));
  }

  /** Some of the needed ones ask for this, and find it by themselves in CUDA's own folder alone. */
  private static final String LINKER = "libnvJitLink.so.13";

  /** Keeps what was loaded from being unloaded. */
  private static final List<NativeLibrary> LOADED = new ArrayList<>();

  private CudaLibraries() {}

  /** Load all; give a sentence that names what does not load and what to do, empty if all do. */
  static String load() {
    CudaJars jars = new CudaJars(CudaLibraries.class.getClassLoader());
    jars.find(LINKER).ifPresent(file -> loadsAs(file.toString()));
    return missing(library -> loads(library, jars));
  }

  /** Give the sentence for libraries of which some load. */
  static String missing(Predicate<String> loads) {
    List<String> products = new ArrayList<>();
    NEEDED.forEach(
        (product, libraries) -> {
          String missing =
              libraries.stream().filter(loads.negate()).collect(Collectors.joining(", "));
          if (!missing.isEmpty()) {
            products.add(product + " (" + missing + ")");
          }
        });
    return products.isEmpty()
        ? ""
        : "the profile torch-cuda needs libraries that do not load here: "
            + String.join(", ", products)
            + "; install them in the system's library folders or "
            + FOLDERS.get(0)
            + ", name their folders in LD_LIBRARY_PATH, or add the profile cuda-redist, which takes"
            + " them from Maven; or use the profile torch for the CPU";
  }

  private static boolean loads(String library, CudaJars jars) {
    // The loader's own way first: LD_LIBRARY_PATH is the user's choice.
    return loadsAs(library)
        || FOLDERS.stream().anyMatch(folder -> loadsAs(folder + "/" + library))
        || jars.find(library).filter(file -> loadsAs(file.toString())).isPresent();
  }

  private static boolean loadsAs(String name) {
    try {
      LOADED.add(NativeLibrary.getInstance(name));
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }
}
