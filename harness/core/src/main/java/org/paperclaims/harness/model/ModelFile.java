package org.paperclaims.harness.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.run.Fingerprint;

/**
 * A model in a file of another tool: safetensors, or what PyTorch's {@code torch.save} writes, as a
 * zip or in the form before it. The content decides, not the file's name.
 *
 * <p>Nothing in a file is executed and nothing is unpacked: PyTorch's pickles are read as data,
 * with a list of what is allowed. Reading needs no more memory than a fixed bound for the names and
 * twice the largest tensor that is asked for. Used by one thread.
 */
public final class ModelFile implements AutoCloseable {
  /** The endings of files that are looked for in a folder of models. */
  public static final List<String> ENDINGS = List.of(".safetensors", ".pth", ".pt", ".th");

  private static final int CHUNK = 1 << 16;
  private static final int ZIP = 0x504B0304;
  private static final int ZIP_EMPTY = 0x504B0506;
  private static final int PICKLE = 0x80;

  private final Path path;
  private final FileChannel channel;
  private final Contents contents;
  private final String sha256;

  private ModelFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.contents = contents(path, channel);
    this.sha256 = digest(channel);
  }

  /**
   * Open a file and read what it holds, without the numbers.
   *
   * @throws UncheckedIOException if there is none, or it cannot be read
   * @throws ModelFileException if it is damaged, of no format that is read, or asks for something
   *     that is not done
   */
  public static ModelFile open(Path path) {
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (IOException e) {
      throw new UncheckedIOException("the model %s cannot be read: %s".formatted(path, e), e);
    }
    try {
      return new ModelFile(path, channel);
    } catch (IOException e) {
      close(channel);
      throw new UncheckedIOException("the model %s cannot be read: %s".formatted(path, e), e);
    } catch (ModelFileException.Refused e) {
      close(channel);
      throw new ModelFileException.Refused(path + ": " + e.getMessage());
    } catch (ModelFileException | ArithmeticException e) {
      close(channel);
      throw new ModelFileException.Malformed(path + ": " + e.getMessage(), e);
    }
  }

  private static Contents contents(Path path, FileChannel channel) throws IOException {
    FileSpan start = FileSpan.of(channel, 0, Math.min(channel.size(), 1 << 10));
    if (start.size() < 2) {
      throw new ModelFileException.Malformed(
          "it has " + start.size() + " bytes, which hold no model");
    }
    int first = start.size() < 4 ? 0 : start.bytes().getInt(0);
    if (first == ZIP || first == ZIP_EMPTY) {
      return TorchZip.read(path, channel);
    }
    boolean header = start.size() > 8 && start.bytes().get(8) == '{';
    // A header's length, in eight bytes, may begin as a pickle does, which has no zeros there.
    boolean length = header && start.bytes().getInt(4) == 0;
    if ((start.bytes().get(0) & 0xFF) == PICKLE && !length) {
      return TorchLegacy.read(channel);
    }
    if (header) {
      return SafetensorsContents.read(channel);
    }
    throw new ModelFileException.Malformed(
        "it is neither safetensors nor a file of torch.save"
            + (start.text(0, 32).startsWith("version https://git-lfs")
                ? ": it is a pointer of Git LFS; fetch the file itself with git lfs pull"
                : start.text(257, 5).equals("ustar")
                    ? ": it is a tar archive, PyTorch's form before 0.1.10; load it and save it"
                        + " again"
                    : "; save a model's tensors with torch.save(model.state_dict(), FILE)"));
  }

  private static String digest(FileChannel channel) throws IOException {
    MessageDigest digest = Fingerprint.digest();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long at = 0; ; ) {
      int read = channel.read(chunk.clear(), at);
      if (read < 0) {
        return HexFormat.of().formatHex(digest.digest());
      }
      at += read;
      digest.update(chunk.flip());
    }
  }

  /** Give the file. */
  public Path path() {
    return path;
  }

  /** Give the format in words, such as {@code PyTorch, zip}. */
  public String format() {
    return contents.format();
  }

  /** Give the SHA-256 of the whole file, in lower-case hexadecimal. */
  public String sha256() {
    return sha256;
  }

  /** List what it holds, in its order, counters included. */
  public List<StoredTensor> tensors() {
    return contents.tensors().values().stream().map(Placed::tensor).toList();
  }

  /**
   * Read a tensor's numbers, each as the nearest float32.
   *
   * @throws ModelFileException if it has no numbers that can be weights, or the file ends before
   *     they do
   */
  public Tensor read(StoredTensor tensor) {
    Placed placed = contents.tensors().get(tensor.name());
    if (placed == null) {
      throw new IllegalArgumentException(path + " has no tensor " + tensor.name());
    }
    if (!placed.tensor().type().isReal()) {
      throw unfit(tensor, "has the type " + tensor.type() + "; allowed are F64, F32, F16, BF16");
    }
    if (!placed.isDense()) {
      throw unfit(
          tensor,
          "is a view of another tensor, with gaps or repeats; save a copy of it, with"
              + " .contiguous()");
    }
    if (tensor.count() > Integer.MAX_VALUE - 8) {
      throw unfit(tensor, "has " + tensor.count() + " numbers, which are too many");
    }
    try {
      float[] stored = numbers(placed, (int) tensor.count());
      return new Tensor(tensor.shape(), placed.isRowMajor() ? stored : rowByRow(placed, stored));
    } catch (IOException e) {
      throw new UncheckedIOException("the model %s cannot be read: %s".formatted(path, e), e);
    }
  }

  private ModelFileException unfit(StoredTensor tensor, String what) {
    return new ModelFileException.Unfit("%s: %s %s".formatted(path, tensor.name(), what));
  }

  private float[] numbers(Placed placed, int count) throws IOException {
    NumberType type = placed.tensor().type();
    long at = placed.at() + placed.offset() * type.bytes();
    if (at > channel.size() - (long) count * type.bytes()) {
      throw new ModelFileException.Malformed(
          path + ": it ends before the data of " + placed.tensor().name() + " does");
    }
    float[] numbers = new float[count];
    int most = CHUNK / type.bytes();
    for (int from = 0; from < count; from += most) {
      int n = Math.min(most, count - from);
      ByteBuffer chunk =
          FileSpan.of(channel, at + (long) from * type.bytes(), (long) n * type.bytes())
              .bytes()
              .order(ByteOrder.LITTLE_ENDIAN);
      for (int i = from; i < from + n; i++) {
        numbers[i] = type.next(chunk);
      }
    }
    return numbers;
  }

  /** Put numbers that lie in another order, such as channels last, into rows. */
  private static float[] rowByRow(Placed placed, float[] stored) {
    List<Integer> shape = placed.tensor().shape();
    float[] rows = new float[stored.length];
    int[] index = new int[shape.size()];
    for (int i = 0; i < rows.length; i++) {
      long from = 0;
      for (int d = 0; d < index.length; d++) {
        from += index[d] * placed.strides().get(d);
      }
      rows[i] = stored[(int) from];
      for (int d = index.length - 1; d >= 0 && ++index[d] == shape.get(d); d--) {
        index[d] = 0;
      }
    }
    return rows;
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
