package org.paperclaims.harness.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.paperclaims.harness.run.CanonicalJson;

/**
 * The header of a safetensors file: what its tensors are and where their data lies. Nothing in it
 * is believed before it is checked against the size of the file.
 *
 * @param bytes the header as it stands in the file, without the eight bytes of its length
 * @param entries in the order of their data, which they cover without gap or overlap
 * @param metadata texts by name
 */
public record SafetensorsHeader(
    byte[] bytes, List<SafetensorsHeader.Entry> entries, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";
  private static final int LIMIT = 16 << 20;
  private static final int MOST_DIMENSIONS = 16;

  /**
   * A tensor.
   *
   * @param type such as {@code F32}
   * @param count how many numbers it has
   * @param from where its data begins, in bytes from the header's end
   * @param to where its data ends
   */
  public record Entry(
      String name, String type, List<Integer> shape, int count, long from, long to) {}

  /** Give the position in the file of the first byte behind the header. */
  public long dataStart() {
    return Long.BYTES + (long) bytes.length;
  }

  /**
   * Read the header of a file from its beginning; the channel stands behind it then.
   *
   * @param widths the bytes of a number of each type that is allowed, by the type's name
   * @throws StoreException.Corrupt if it is none
   * @throws org.paperclaims.harness.run.JsonException if it is no JSON
   * @throws EOFException if the file ends before it does
   */
  public static SafetensorsHeader read(FileChannel channel, Map<String, Integer> widths)
      throws IOException {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw new StoreException.Corrupt("a header is longer than the file's " + size + " bytes");
    }
    long headerSize = fill(channel, Long.BYTES).getLong();
    long most = Math.min(LIMIT, size - Long.BYTES);
    if (headerSize < 2 || headerSize > most) {
      throw new StoreException.Corrupt(
          "it says that its header has %d bytes; at most %d are possible"
              .formatted(headerSize, most));
    }
    byte[] bytes = fill(channel, (int) headerSize).array();
    JsonNode header = CanonicalJson.tree(new String(bytes, StandardCharsets.UTF_8));
    return new SafetensorsHeader(
        bytes, entries(header, size - Long.BYTES - headerSize, widths), metadata(header));
  }

  private static ByteBuffer fill(FileChannel channel, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("it ends before its data does");
      }
    }
    return bytes.flip();
  }

  private static Map<String, String> metadata(JsonNode header) {
    Map<String, String> texts = new TreeMap<>();
    JsonNode metadata = header.path(METADATA);
    if (!metadata.isObject() && !metadata.isMissingNode()) {
      throw new StoreException.Corrupt(METADATA + " is not an object");
    }
    metadata
        .properties()
        .forEach(
            e -> {
              if (!e.getValue().isTextual()) {
                throw new StoreException.Corrupt("the metadata " + e.getKey() + " is not a text");
              }
              texts.put(e.getKey(), e.getValue().textValue());
            });
    return texts;
  }

  /** Check every entry; together they cover the data without gap or overlap. */
  private static List<Entry> entries(JsonNode header, long dataSize, Map<String, Integer> widths) {
    List<Entry> entries = new ArrayList<>();
    for (var field : header.properties()) {
      if (!field.getKey().equals(METADATA)) {
        entries.add(entry(field.getKey(), field.getValue(), widths));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
    long at = 0;
    for (Entry entry : entries) {
      if (entry.from() != at) {
        throw new StoreException.Corrupt(
            "the data of %s begins at %d, where %d was expected"
                .formatted(entry.name(), entry.from(), at));
      }
      at = entry.to();
    }
    if (at != dataSize) {
      throw new StoreException.Corrupt(
          "its tensors have %d bytes and its data %d".formatted(at, dataSize));
    }
    return entries;
  }

  private static Entry entry(String name, JsonNode node, Map<String, Integer> widths) {
    String type = node.path("dtype").asText();
    Integer width = widths.get(type);
    if (width == null) {
      throw new StoreException.Corrupt(
          "%s has the type '%s'; %s are allowed"
              .formatted(name, type, String.join(" and ", widths.keySet())));
    }
    List<Integer> shape = new ArrayList<>();
    int count = 1;
    JsonNode sizes = node.path("shape");
    if (!sizes.isArray() || sizes.size() > MOST_DIMENSIONS) {
      throw new StoreException.Corrupt(name + " has no shape");
    }
    for (JsonNode size : sizes) {
      if (!size.isInt() || size.intValue() < 0) {
        throw new StoreException.Corrupt(name + " has the size " + size);
      }
      shape.add(size.intValue());
      count = Math.multiplyExact(count, size.intValue());
    }
    JsonNode offsets = node.path("data_offsets");
    if (offsets.size() != 2
        || !offsets.path(0).isIntegralNumber()
        || !offsets.path(1).isIntegralNumber()
        || !offsets.path(0).canConvertToLong()
        || !offsets.path(1).canConvertToLong()) {
      throw new StoreException.Corrupt(name + " has no data offsets");
    }
    long from = offsets.path(0).longValue();
    long to = offsets.path(1).longValue();
    if (from < 0 || Math.subtractExact(to, from) != (long) width * count) {
      throw new StoreException.Corrupt(
          "%s of shape %s has its data from %d to %d".formatted(name, shape, from, to));
    }
    return new Entry(name, type, shape, count, from, to);
  }
}
