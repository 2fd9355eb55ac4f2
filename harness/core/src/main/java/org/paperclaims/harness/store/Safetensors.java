package org.paperclaims.harness.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.run.CanonicalJson;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.JsonException;

/**
 * Tensors in a <a href="https://huggingface.co/docs/safetensors">safetensors</a> file, which any
 * other tool can load: eight bytes of header length, a JSON header, and the data.
 *
 * <p>The metadata's {@code sha256} is the digest of the whole file, with zeros in its own place. A
 * file that has it is verified when it is read. Nothing in a header is believed before it is
 * checked against the size of the file, so that reading needs no more memory than the file has
 * bytes.
 *
 * @param floats tensors of type F32, in order
 * @param doubles vectors of type F64, in order
 * @param metadata texts by name, without the checksum
 */
public record Safetensors(
    Map<String, Tensor> floats, Map<String, double[]> doubles, Map<String, String> metadata) {
  private static final String CHECKSUM = "sha256";
  private static final String NO_CHECKSUM = "0".repeat(64);
  private static final int CHUNK = 1 << 16;
  private static final Map<String, Integer> WIDTHS = new TreeMap<>(Map.of("F32", 4, "F64", 8));

  public Safetensors {
    floats = Collections.unmodifiableMap(new LinkedHashMap<>(floats));
    doubles = Collections.unmodifiableMap(new LinkedHashMap<>(doubles));
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
  }

  /** Whether a file must carry a checksum. */
  public enum Trust {
    /** It must: the file is this project's own. */
    VERIFIED,
    /** It need not: the file was made by some other tool. Its form is checked all the same. */
    GIVEN
  }

  /** Write the file. The same content makes the same bytes. */
  public void writeTo(OutputStream out) throws IOException {
    byte[] blank = header(NO_CHECKSUM);
    MessageDigest digest = Fingerprint.digest();
    digest.update(blank);
    data(digest::update);
    out.write(header(HexFormat.of().formatHex(digest.digest())));
    data(out::write);
  }

  private byte[] header(String checksum) {
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    ObjectNode texts = header.putObject(SafetensorsHeader.METADATA);
    metadata.forEach(texts::put);
    texts.put(CHECKSUM, checksum);
    long at = 0;
    for (var entry : floats.entrySet()) {
      Tensor tensor = entry.getValue();
      at = describe(header, entry.getKey(), "F32", tensor.shape(), at, 4L * tensor.data().length);
    }
    for (var entry : doubles.entrySet()) {
      int length = entry.getValue().length;
      at = describe(header, entry.getKey(), "F64", List.of(length), at, 8L * length);
    }
    byte[] json = CanonicalJson.write(header).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer bytes = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded).put(json);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.array();
  }

  private static long describe(
      ObjectNode header, String name, String type, List<Integer> shape, long at, long size) {
    if (name.equals(SafetensorsHeader.METADATA) || header.has(name)) {
      throw new IllegalArgumentException("two tensors are called " + name);
    }
    ObjectNode entry = header.putObject(name);
    entry.put("dtype", type);
    shape.forEach(entry.putArray("shape")::add);
    entry.putArray("data_offsets").add(at).add(at + size);
    return at + size;
  }

  private void data(Sink sink) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (Tensor tensor : floats.values()) {
      float[] all = tensor.data();
      for (int i = 0; i < all.length; i += CHUNK / 4) {
        int n = Math.min(CHUNK / 4, all.length - i);
        chunk.asFloatBuffer().put(all, i, n);
        sink.write(chunk.array(), 0, 4 * n);
      }
    }
    for (double[] all : doubles.values()) {
      for (int i = 0; i < all.length; i += CHUNK / 8) {
        int n = Math.min(CHUNK / 8, all.length - i);
        chunk.asDoubleBuffer().put(all, i, n);
        sink.write(chunk.array(), 0, 8 * n);
      }
    }
  }

  @FunctionalInterface
  private interface Sink {
    void write(byte[] bytes, int from, int length) throws IOException;
  }

  /**
   * Read a file.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if it cannot be read
   * @throws StoreException.Corrupt if it is not a safetensors file of F32 and F64 tensors, or not
   *     the one that was written
   */
  public static Safetensors read(Path file, Trust trust) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return new Reader(file, channel, trust).read();
    } catch (JsonException | ArithmeticException | EOFException e) {
      throw new StoreException.Corrupt(file + ": " + e.getMessage(), e);
    }
  }

  private static final class Reader {
    private final Path file;
    private final FileChannel channel;
    private final Trust trust;
    private final MessageDigest digest = Fingerprint.digest();

    Reader(Path file, FileChannel channel, Trust trust) {
      this.file = file;
      this.channel = channel;
      this.trust = trust;
    }

    Safetensors read() throws IOException {
      SafetensorsHeader header = header();
      Map<String, String> texts = new TreeMap<>(header.metadata());
      String checksum = texts.remove(CHECKSUM);
      if (checksum == null && trust == Trust.VERIFIED) {
        throw corrupt("it has no checksum");
      }
      byte[] headerBytes = header.bytes();
      if (checksum != null) {
        blankChecksum(headerBytes, checksum);
      }
      digest.update(
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(headerBytes.length).flip());
      digest.update(headerBytes);
      Map<String, Tensor> floats = new LinkedHashMap<>();
      Map<String, double[]> doubles = new LinkedHashMap<>();
      for (SafetensorsHeader.Entry entry : header.entries()) {
        if (entry.type().equals("F32")) {
          floats.put(entry.name(), new Tensor(entry.shape(), floats(entry.count())));
        } else {
          doubles.put(entry.name(), doubles(entry.count()));
        }
      }
      if (checksum != null && !checksum.equals(HexFormat.of().formatHex(digest.digest()))) {
        throw corrupt("its checksum is not that of its bytes");
      }
      return new Safetensors(floats, doubles, texts);
    }

    private SafetensorsHeader header() throws IOException {
      try {
        return SafetensorsHeader.read(channel, WIDTHS);
      } catch (StoreException.Corrupt e) {
        throw corrupt(String.valueOf(e.getMessage()));
      }
    }

    private void blankChecksum(byte[] header, String checksum) {
      String text = new String(header, StandardCharsets.ISO_8859_1);
      String written = "\"" + CHECKSUM + "\":\"" + checksum + "\"";
      int at = text.indexOf(written);
      if (checksum.length() != NO_CHECKSUM.length() || at < 0) {
        throw corrupt("its checksum is not a SHA-256");
      }
      byte[] blank = NO_CHECKSUM.getBytes(StandardCharsets.UTF_8);
      System.arraycopy(blank, 0, header, at + CHECKSUM.length() + 4, blank.length);
    }

    private float[] floats(int count) throws IOException {
      float[] all = new float[count];
      for (int i = 0; i < count; i += CHUNK / 4) {
        int n = Math.min(CHUNK / 4, count - i);
        byte[] chunk = fill(4 * n);
        digest.update(chunk);
        littleEndian(chunk).asFloatBuffer().get(all, i, n);
      }
      return all;
    }

    private double[] doubles(int count) throws IOException {
      double[] all = new double[count];
      for (int i = 0; i < count; i += CHUNK / 8) {
        int n = Math.min(CHUNK / 8, count - i);
        byte[] chunk = fill(8 * n);
        digest.update(chunk);
        littleEndian(chunk).asDoubleBuffer().get(all, i, n);
      }
      return all;
    }

    private byte[] fill(int size) throws IOException {
      byte[] bytes = new byte[size];
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        if (channel.read(rest) < 0) {
          throw new EOFException("it ends before its data does");
        }
      }
      return bytes;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private StoreException.Corrupt corrupt(String what) {
      return new StoreException.Corrupt(file + ": " + what);
    }
  }
}
