package org.paperclaims.harness.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The form of {@code torch.save} since PyTorch 1.6: a zip with the value in {@code NAME/data.pkl}
 * and each storage in {@code NAME/data/KEY}. PyTorch compresses nothing, so whatever is compressed
 * is refused: nothing is unpacked, and no name becomes a file.
 */
final class TorchZip {
  private static final int MOST_PICKLED = 32 << 20;
  private static final int MOST_LISTED = 16 << 20;
  private static final int END = 22;
  private static final int COMMENT = 0xFFFF;
  private static final int END_MARK = 0x06054B50;
  private static final int LISTED_AT = 12;
  private static final String PICKLE = "/data.pkl";

  private final Path path;
  private final FileChannel channel;
  private final Map<String, ZipArchiveEntry> entries = new LinkedHashMap<>();

  private TorchZip(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static Contents read(Path path, FileChannel channel) throws IOException {
    return new TorchZip(path, channel).read();
  }

  private Contents read() throws IOException {
    checkListing();
    try (ZipFile zip = ZipFile.builder().setPath(path).get()) {
      for (var all = zip.getEntries(); all.hasMoreElements(); ) {
        add(zip, all.nextElement());
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ModelFileException.Malformed(
          "its list of entries is damaged: " + e.getMessage(), e);
    }
    String folder = folder();
    refuseCompressed();
    byteOrder(folder);
    Pickle.Content content =
        Pickle.read(checked(folder + PICKLE, entry(folder + PICKLE), MOST_PICKLED));
    Map<String, Long> starts = new HashMap<>();
    for (PickleValue.Storage storage : content.storages().values()) {
      starts.put(storage.key(), start(folder, storage));
    }
    refuseStrays(folder, starts);
    return Contents.of("PyTorch, zip", TorchTensors.in(content.value(), starts));
  }

  /** Refuse a list of entries that needs more memory than a model's can, before it is read. */
  private void checkListing() throws IOException {
    long from = Math.max(0, channel.size() - END - COMMENT);
    ByteBuffer end =
        FileSpan.of(channel, from, channel.size() - from).bytes().order(ByteOrder.LITTLE_ENDIAN);
    for (int at = end.limit() - END; at >= 0; at--) {
      if (end.getInt(at) == END_MARK) {
        long listed = end.getInt(at + LISTED_AT) & 0xFFFFFFFFL;
        if (listed != 0xFFFFFFFFL && listed > MOST_LISTED) {
          throw new ModelFileException.Refused("it lists more entries than a model has");
        }
        return;
      }
    }
    throw new ModelFileException.Malformed("it begins as a zip and has no end: it is cut short");
  }

  private void add(ZipFile zip, ZipArchiveEntry entry) throws IOException {
    String name = entry.getName();
    if (name.startsWith("/") || name.contains("\\") || List.of(name.split("/")).contains("..")) {
      throw new ModelFileException.Refused(
          "it has an entry whose name leads out of its folder, which no model's file has");
    }
    if (entries.size() >= Contents.MOST || entries.put(name, entry) != null) {
      throw new ModelFileException.Malformed("it has two entries of one name");
    }
    // The library finds where the data of an entry begins when it opens it.
    try (InputStream raw = zip.getRawInputStream(entry)) {
      if (raw == null) {
        throw new ModelFileException.Malformed("an entry of it has no data");
      }
    }
  }

  private String folder() {
    List<String> folders =
        entries.keySet().stream()
            .filter(n -> n.endsWith(PICKLE) && n.indexOf('/') == n.length() - PICKLE.length())
            .map(n -> n.substring(0, n.length() - PICKLE.length()))
            .toList();
    if (folders.size() != 1) {
      throw new ModelFileException.Malformed(
          "it is a zip without one data.pkl, so not a file of torch.save");
    }
    String folder = folders.get(0);
    if (entries.containsKey(folder + "/constants.pkl")) {
      throw new ModelFileException.Refused(
          "it is a TorchScript program; load it with torch.jit.load and save its tensors, with"
              + " torch.save(module.state_dict(), FILE)");
    }
    return folder;
  }

  private void refuseCompressed() {
    for (ZipArchiveEntry entry : entries.values()) {
      if (entry.getMethod() != ZipArchiveEntry.STORED
          || entry.getSize() != entry.getCompressedSize()) {
        throw new ModelFileException.Refused(
            "it has a compressed entry; torch.save compresses nothing, so it is not PyTorch's"
                + " file");
      }
    }
  }

  private void byteOrder(String folder) throws IOException {
    String name = folder + "/byteorder";
    ZipArchiveEntry entry = entries.get(name);
    if (entry != null) {
      ByteBuffer order = checked(name, entry, 16);
      if (!StandardCharsets.US_ASCII.decode(order).toString().strip().equals("little")) {
        throw new ModelFileException.Malformed(
            "it was not written by a little-endian machine; save it again on one");
      }
    }
  }

  private ZipArchiveEntry entry(String name) {
    ZipArchiveEntry entry = entries.get(name);
    if (entry == null) {
      throw new ModelFileException.Malformed("it has no entry " + name);
    }
    return entry;
  }

  private long start(String folder, PickleValue.Storage storage) throws IOException {
    String name = folder + "/data/" + storage.key();
    ZipArchiveEntry entry = entry(name);
    if (entry.getSize() != Math.multiplyExact(storage.elements(), storage.type().bytes())) {
      throw new ModelFileException.Malformed(
          "%s has %d bytes, and its tensors say %d numbers of %s"
              .formatted(name, entry.getSize(), storage.elements(), storage.type()));
    }
    checkSum(name, entry);
    return entry.getDataOffset();
  }

  /** A storage that no tensor lies in: the name of one was altered. */
  private void refuseStrays(String folder, Map<String, Long> starts) {
    for (String name : entries.keySet()) {
      String data = folder + "/data/";
      if (name.startsWith(data) && !starts.containsKey(name.substring(data.length()))) {
        throw new ModelFileException.Malformed("no tensor lies in its storage " + name);
      }
    }
  }

  private void checkSum(String name, ZipArchiveEntry entry) throws IOException {
    CRC32 sum = new CRC32();
    long end = entry.getDataOffset() + entry.getSize();
    for (long at = entry.getDataOffset(); at < end; at += 1 << 16) {
      sum.update(FileSpan.of(channel, at, Math.min(1 << 16, end - at)).bytes());
    }
    if (sum.getValue() != entry.getCrc()) {
      throw new ModelFileException.Malformed(
          "the checksum of " + name + " is not that of its bytes");
    }
  }

  private ByteBuffer checked(String name, ZipArchiveEntry entry, long most) throws IOException {
    if (entry.getSize() > most) {
      throw new ModelFileException.Refused(
          "%s has %d bytes; a model's has at most %d".formatted(name, entry.getSize(), most));
    }
    checkSum(name, entry);
    return FileSpan.of(channel, entry.getDataOffset(), entry.getSize()).bytes();
  }
}
