package org.paperclaims.harness.engine.torch.natives;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.NativeFolder;
import org.paperclaims.harness.engine.NativeMemory;

/** Loads libtorch, keeps its threads in bounds and turns its errors into typed ones. */
public final class Libtorch {
  private Libtorch() {}

  /** Loading happens once, on first use: class initialisation is the lock. */
  private static final class Loaded {
    /** Why it failed; empty if it did not. */
    static final String FAILURE = load();

    private static String load() {
      NativeFolder folder = NativeFolder.use();
      NativeMemory.unbound();
      if (TorchBuild.isForGpus()) {
        String missing = CudaLibraries.load();
        if (!missing.isEmpty()) {
          return missing;
        }
      }
      try {
        TorchBuild.load();
        OneDnn.forgetFalseCaches();
        CHeap.keepFreedMemory();
        return "";
      } catch (LinkageError | IOException | RuntimeException e) {
        return "PyTorch's native library cannot be loaded on "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + " ("
            + firstLine(e)
            + ")"
            + folder
                .fault()
                .map(what -> "; " + what)
                .orElse("; needed is org.bytedeco:pytorch with the classifier of this platform");
      }
    }
  }

  /** Load the library if that has not been done. */
  public static void load() {
    if (!Loaded.FAILURE.isEmpty()) {
      throw new EngineException(Loaded.FAILURE);
    }
  }

  /**
   * Do native work with at most that many threads, free every native object made meanwhile, and
   * turn failures into {@link EngineException}s.
   */
  @SuppressWarnings("try") // the guard works by being open
  public static <T> T call(int threads, Supplier<T> work) {
    load();
    try (PointerScope scope = new PointerScope()) {
      useThreads(threads);
      return work.get();
    } catch (EngineException | IllegalArgumentException e) {
      throw e;
    } catch (OutOfMemoryError | RuntimeException e) {
      throw typed(e);
    }
  }

  /**
   * Bound the threads of native work called from this Java thread. libtorch reads its setting once
   * a thread and afterwards keeps it in OpenMP's, which is the thread's own: asking first makes it
   * read, so that two learners in two threads can have settings of their own.
   */
  private static void useThreads(int threads) {
    // OpenBLAS has threads of its own beside OpenMP's; the matrix products here are too small to
    // gain from them, and learners side by side must not share one another's cores. Its setting is
    // the process's, and ND4J changes it as it is loaded, which may be at any time.
    if (openblas_nolapack.blas_get_num_threads() != 1) {
      openblas_nolapack.blas_set_num_threads(1);
    }
    if (torch.get_num_threads() != threads) {
      torch.set_num_threads(threads);
    }
  }

  /** Words, in small letters, by which a message of libtorch, CUDA or C++ tells of full memory. */
  private static final List<String> FULL =
      List.of(
          "out of memory",
          "not enough memory",
          "can't allocate memory",
          "status_alloc_failed",
          "bad_alloc");

  /** Make a native failure an exception that says what to do. */
  public static EngineException typed(Throwable e) {
    String message = firstLine(e);
    String lower = message.toLowerCase(Locale.ROOT);
    if (e instanceof OutOfMemoryError || FULL.stream().anyMatch(lower::contains)) {
      return new EngineException.OutOfMemory(
          "PyTorch ran out of memory ("
              + message
              + "); use a smaller batch, or run fewer runs side by side",
          e);
    }
    return new EngineException("PyTorch failed: " + message, e);
  }

  /** Give the first line of a failure's message. */
  static String firstLine(Throwable e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
