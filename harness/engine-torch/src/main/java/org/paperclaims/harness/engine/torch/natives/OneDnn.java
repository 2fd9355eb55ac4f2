package org.paperclaims.harness.engine.torch.natives;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The belief of oneDNN, which libtorch takes for convolutions on x86 processors, about the
 * processor's caches.
 *
 * <p>A virtual machine can hide the caches of an AMD processor: leaf 0x8000001D of its CPUID is
 * zero. oneDNN before 3.8 reads that as three caches of one byte each. Then a single block of
 * channels is larger than the first cache, so oneDNN splits the copies that bring images and
 * weights into blocks, and such copies leave out the padding of a last block that is not full.
 * Whatever memory held there goes into outputs and gradients, which are wrong or NaN without a
 * word. From 3.8 on nothing is known of caches that are hidden, and oneDNN takes sizes of its own
 * (32 KiB, 512 KiB and 1 MiB). It has no setting for this. So its belief is looked up in its
 * memory, where nothing else looks like it, and is made what 3.8 would have made of it.
 */
final class OneDnn {
  private static final System.Logger LOG = System.getLogger(OneDnn.class.getName());

  private static final String PLATFORM = "linux-x86_64";
  private static final String LIBRARY = "/libtorch_cpu.so";
  private static final Path MAPPINGS = Path.of("/proc/self/maps");
  private static final String MEMORY = "/proc/self/mem";

  /** oneDNN has room for so many levels of caches. */
  private static final int MOST_LEVELS = 10;

  private static final int FALSE_LEVELS = 3;

  /** The words of the belief: a size for each level, the cores that share it, and the levels. */
  private static final int[] FALSE_CACHES = falseCaches();

  private OneDnn() {}

  /**
   * Have oneDNN forget caches of one byte, if it believes in them. A convolution that it has
   * prepared before keeps its faults, so this comes before the first one.
   */
  static void forgetFalseCaches() {
    if (!Loader.getPlatform().equals(PLATFORM)) {
      return;
    }
    lookAtProcessor();
    try (RandomAccessFile memory = new RandomAccessFile(MEMORY, "rw")) {
      for (Range range : variablesOf(LIBRARY, Files.readString(MAPPINGS))) {
        for (int word : levelsOfFalseCaches(read(memory, range))) {
          memory.seek(range.begin() + (long) word * Integer.BYTES);
          memory.writeInt(0);
        }
      }
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "It cannot be seen whether oneDNN knows the processor's caches ("
              + e.getMessage()
              + "). If this is a virtual machine on an AMD processor, set ONEDNN_MAX_CPU_ISA=SSE41:"
              + " convolutions may be wrong otherwise.");
    }
  }

  /** Have oneDNN ask the processor what it is: it does so once, when it copies its first number. */
  private static void lookAtProcessor() {
    try (Tensor number = torch.zeros(1)) {
      number.to_mkldnn().close();
    }
  }

  private static IntBuffer read(RandomAccessFile memory, Range range) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(range.end() - range.begin())];
    memory.seek(range.begin());
    memory.readFully(bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
  }

  /** Addresses from begin to before end. */
  record Range(long begin, long end) {}

  /**
   * Find where a library keeps its variables.
   *
   * @param library the end of its path
   * @param mappings the text of {@code /proc/self/maps}
   */
  static List<Range> variablesOf(String library, String mappings) {
    List<Range> found = new ArrayList<>();
    long next = -1;
    for (String line : mappings.lines().toList()) {
      String[] fields = line.strip().split(" +", 6);
      String[] ends = fields[0].split("-");
      Range range =
          new Range(Long.parseUnsignedLong(ends[0], 16), Long.parseUnsignedLong(ends[1], 16));
      boolean named = fields.length == 6 && fields[5].endsWith(library);
      // Variables that begin as zero are not in the file: they follow without a name.
      boolean follows = fields.length == 5 && range.begin() == next;
      if (fields[1].startsWith("rw") && (named || follows)) {
        found.add(range);
      }
      next = named ? range.end() : -1;
    }
    return found;
  }

  /** Find the words that count three levels of caches of one byte. */
  static List<Integer> levelsOfFalseCaches(IntBuffer words) {
    List<Integer> found = new ArrayList<>();
    IntBuffer wanted = IntBuffer.wrap(FALSE_CACHES);
    for (int i = 0; i + FALSE_CACHES.length <= words.limit(); i++) {
      if (words.slice(i, FALSE_CACHES.length).equals(wanted)) {
        found.add(i + FALSE_CACHES.length - 1);
      }
    }
    return found;
  }

  private static int[] falseCaches() {
    int[] words = new int[2 * MOST_LEVELS + 1];
    Arrays.fill(words, 0, FALSE_LEVELS, 1);
    Arrays.fill(words, MOST_LEVELS, MOST_LEVELS + FALSE_LEVELS, 1);
    words[2 * MOST_LEVELS] = FALSE_LEVELS;
    return words;
  }
}
