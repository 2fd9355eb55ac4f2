package org.paperclaims.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.suite.SettingsException;

/**
 * A zip that has the same bytes for the same content, on every machine: entries by name, without
 * times, stored as they are, because what compresses them differs between versions of Java. Its
 * manifest has the SHA-256 of every other entry, as {@code sha256sum} writes it.
 */
final class BundleFile {
  static final String MANIFEST = "manifest-sha256.txt";

  /** A signed envelope of the manifest, which is in no manifest. */
  static final String SIGNED_MANIFEST = MANIFEST + ".dsse.json";

  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final long LARGEST = 1L << 30;
  private static final int MOST = 1_000_000;

  private BundleFile() {}

  /**
   * A bundle as it was read.
   *
   * @param entries all but the manifest and its envelope
   * @param manifest as it should be
   * @param signed the envelope of the manifest, if there is one
   * @param faults where the bundle's own manifest says something else
   */
  record Bundle(
      SortedMap<String, byte[]> entries,
      String manifest,
      Optional<String> signed,
      List<String> faults) {}

  /**
   * Refuse to write over a file that is no bundle.
   *
   * @throws SettingsException if it is there and is none
   */
  static void refuseToReplace(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    boolean isBundle;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      isBundle = zip.getEntry(MANIFEST) != null;
    } catch (java.util.zip.ZipException e) {
      isBundle = false;
    }
    if (!isBundle) {
      throw new SettingsException(
          file + " is there already and is no bundle; name another file, or remove it");
    }
  }

  /** Write entries, and the manifest of them. */
  static void write(Path file, SortedMap<String, byte[]> entries) throws IOException {
    write(file, entries, null);
  }

  /** Write entries, and the manifest of them, signed if there is a key. */
  static void write(Path file, SortedMap<String, byte[]> entries, @Nullable PrivateKey key)
      throws IOException {
    TreeMap<String, byte[]> all = new TreeMap<>(entries);
    String manifest = manifest(entries);
    all.put(MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
    if (key != null) {
      all.put(
          SIGNED_MANIFEST,
          Envelope.signed(manifest, Envelope.MANIFEST, key).getBytes(StandardCharsets.UTF_8));
    }
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
   * @throws SettingsException if it is no bundle
   */
  static Bundle read(Path file) throws IOException {
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
    Optional<String> signed =
        Optional.ofNullable(entries.remove(SIGNED_MANIFEST))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    String expected = manifest(entries);
    return new Bundle(
        entries,
        expected,
        signed,
        differences(expected, new String(manifest, StandardCharsets.UTF_8)));
  }

  private static List<String> differences(String is, String manifest) {
    if (is.equals(manifest)) {
      return List.of();
    }
    Set<String> said = manifest.lines().collect(Collectors.toCollection(LinkedHashSet::new));
    Set<String> names = new HashSet<>();
    List<String> faults = new ArrayList<>();
    is.lines()
        .forEach(
            line -> {
              names.add(name(line));
              if (!said.contains(line)) {
                faults.add(name(line) + " is not what the manifest says");
              }
            });
    said.stream()
        .map(BundleFile::name)
        .filter(name -> !names.contains(name))
        .forEach(name -> faults.add(name + " is in the manifest, and not in the bundle"));
    return faults.isEmpty() ? List.of(MANIFEST + " is in another order") : faults;
  }

  /** Give the name in a line of a manifest, behind its checksum and two blanks. */
  private static String name(String line) {
    return line.substring(Math.min(66, line.length()));
  }
}
