package org.paperclaims.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.suite.SettingsException;

/**
 * A zip that has the same bytes for the same content, on every machine: entries by name, without
 * times, stored as they are, because what compresses them differs between versions of Java. Its
 * manifest has the SHA-256 of every other entry, as {@code sha256sum} writes it.
 */
final class BundleFile {
  static final String MANIFEST = "manifest-sha256.txt";

  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final long LARGEST = 1L << 30;
  private static final int MOST = 1_000_000;

  private BundleFile() {}

  /** Write entries, and the manifest of them. */
  static void write(Path file, SortedMap<String, byte[]> entries) throws IOException {
    TreeMap<String, byte[]> all = new TreeMap<>(entries);
    all.put(MANIFEST, manifest(entries).getBytes(StandardCharsets.UTF_8));
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> one : all.entrySet()) {
        ZipEntry entry = new ZipEntry(one.getKey());
        CRC32 crc = new CRC32();
        crc.update(one.getValue());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(one.getValue().length);
        entry.setCrc(crc.getValue());
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(one.getValue());
        zip.closeEntry();
      }
    }
  }

  private static String manifest(SortedMap<String, byte[]> entries) {
    StringBuilder text = new StringBuilder();
    entries.forEach(
        (name, bytes) ->
            text.append(Fingerprint.sha256(bytes)).append("  ").append(name).append('\n'));
    return text.toString();
  }

  /**
   * Read the entries of a bundle, and check them against its manifest. Nothing is unpacked.
   *
   * @throws SettingsException if it is none, or an entry is missing, too many, or another
   */
  static SortedMap<String, byte[]> read(Path file) throws IOException {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      long left = Math.min(LARGEST, Files.size(file));
      if (zip.size() > MOST) {
        throw new SettingsException(file + " has " + zip.size() + " entries; at most " + MOST);
      }
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() > left) {
          throw new SettingsException(
              "%s: the entry %s is compressed, or too large; no bundle has that"
                  .formatted(file, entry.getName()));
        }
        byte[] bytes;
        try (var in = zip.getInputStream(entry)) {
          bytes = in.readNBytes((int) left);
        }
        left -= bytes.length;
        if (entries.put(entry.getName(), bytes) != null) {
          throw new SettingsException(file + " has " + entry.getName() + " twice");
        }
      }
    } catch (java.util.zip.ZipException e) {
      throw new SettingsException(
          file + " is no zip file, or a damaged one (" + e.getMessage() + ")");
    }
    byte[] manifest = entries.remove(MANIFEST);
    if (manifest == null) {
      throw new SettingsException(
          file + " has no " + MANIFEST + ", and so is no bundle; `claims bundle` writes one");
    }
    String expected = manifest(entries);
    String found = new String(manifest, StandardCharsets.UTF_8);
    if (!found.equals(expected)) {
      throw new SettingsException(file + ": " + difference(expected, found));
    }
    return entries;
  }

  private static String difference(String is, String manifest) {
    return is.lines()
        .filter(line -> manifest.lines().noneMatch(line::equals))
        .map(line -> line.substring(Math.min(66, line.length())) + " is not what the manifest says")
        .findFirst()
        .orElse("an entry of the manifest is missing");
  }
}
