package org.paperclaims.harness.engine.dl4j;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperclaims.harness.engine.EngineException;

/** Tells the failures of ND4J on CUDA apart, which come as runtime exceptions with a text. */
final class CudaErrors {
  private static final Pattern CODE = Pattern.compile("(?i)error code:? *\\[?(\\d+)");
  private static final Pattern MEMORY =
      Pattern.compile("(?i)out of memory|allocation failed|failed to allocate|cudaMalloc");
  private static final int OUT_OF_MEMORY = 2;

  /** After these every later call of the process fails as well, as CUDA's run time states. */
  private static final Set<Integer> FOR_GOOD =
      Set.of(214, 700, 702, 709, 710, 714, 715, 716, 717, 718, 719);

  private CudaErrors() {}

  /** Give what happened a type. */
  static RuntimeException typed(Throwable thrown) {
    if (thrown instanceof EngineException known) {
      return known;
    }
    if (thrown instanceof IllegalArgumentException || thrown instanceof IllegalStateException) {
      return (RuntimeException) thrown;
    }
    String text = text(thrown);
    Matcher code = CODE.matcher(text);
    int number = code.find() ? Integer.parseInt(code.group(1)) : 0;
    if (FOR_GOOD.contains(number)) {
      return new EngineException.DeviceLost(
          "the GPU is lost to this process (CUDA error %d: %s); run again, with -Dclaims.isolate=true so that such an error costs one run"
              .formatted(number, text),
          thrown);
    }
    if (thrown instanceof OutOfMemoryError
        || number == OUT_OF_MEMORY
        || MEMORY.matcher(text).find()) {
      return new EngineException.OutOfMemory(
          "the GPU has not enough memory (" + text + "); use a smaller batch", thrown);
    }
    return new EngineException("ND4J failed on the GPU: " + text, thrown);
  }

  private static String text(Throwable thrown) {
    StringBuilder all = new StringBuilder();
    for (Throwable one = thrown; one != null; one = one.getCause()) {
      if (one.getMessage() != null && all.indexOf(one.getMessage()) < 0) {
        all.append(all.isEmpty() ? "" : "; ").append(one.getMessage());
      }
    }
    return all.isEmpty() ? thrown.toString() : all.toString();
  }
}
