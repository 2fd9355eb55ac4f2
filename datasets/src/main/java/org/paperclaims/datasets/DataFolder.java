package org.paperclaims.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directory that data sets lie in, each in a folder of its own. Files are verified against
 * their card before use; a file that has been verified is not read again as long as its size and
 * time stay the same.
 */
final class DataFolder {
  private final Path directory;
  private final Map<Seen, String> hashes = new ConcurrentHashMap<>();

  DataFolder(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  private record Seen(Path file, long bytes, FileTime modified) {}

  Path directory() {
    return directory;
  }

  Path file(DatasetCard card, DatasetCard.DataFile file) {
    return directory.resolve(card.folder()).resolve(file.name());
  }

  /**
   * Verify every file of a data set.
   *
   * @throws MissingDataException if a file is not there
   * @throws DamagedDataException if one is short, long or altered
   */
  void verify(DatasetCard card) {
    List<String> missing =
        card.files().stream()
            .filter(f -> !Files.isRegularFile(file(card, f)))
            .map(DatasetCard.DataFile::name)
            .toList();
    if (!missing.isEmpty()) {
      throw new MissingDataException(
          String.format(
              Locale.ROOT,
              "%s (%s) is missing %s in %s.%s The data set takes %,d bytes; licence: %s."
                  + " Get it with `%s`, or set datasets.dir to the directory that holds %s.",
              card.name(),
              card.title(),
              missing.size() == card.files().size() ? "all of its files" : missing,
              directory.resolve(card.folder()),
              new Lookalikes(card, directory).hint(),
              card.bytes(),
              card.licence(),
              card.fetchCommand(directory),
              card.folder()));
    }
    String mend = " Delete it and get it again with `" + card.fetchCommand(directory) + "`.";
    card.files().forEach(f -> verify(file(card, f), f, mend, hashes));
  }

  /** Verify a file that lies anywhere. */
  static void verifyOnce(Path file, DatasetCard.DataFile expected) {
    verify(file, expected, "", new HashMap<>());
  }

  /** Verify a file below the directory, and remember that it was. */
  void verify(Path file, DatasetCard.DataFile expected, String mend) {
    verify(file, expected, mend, hashes);
  }

  /** Verify one file of a data set and say what came of it, without throwing. */
  FileCheck check(DatasetCard card, DatasetCard.DataFile expected) {
    Path file = file(card, expected);
    if (!Files.isRegularFile(file)) {
      String hint =
          firstMissing(card, expected) ? "." + new Lookalikes(card, directory).hint() : "";
      return new FileCheck(file, file + " is missing" + (hint.equals(".") ? "" : hint));
    }
    try {
      verify(file, expected, "", hashes);
      return new FileCheck(file, "");
    } catch (DamagedDataException e) {
      return new FileCheck(file, String.valueOf(e.getMessage()));
    }
  }

  /** Anything else that lies there is told once, not for every file. */
  private boolean firstMissing(DatasetCard card, DatasetCard.DataFile file) {
    return card.files().stream()
        .filter(f -> !Files.isRegularFile(file(card, f)))
        .findFirst()
        .filter(file::equals)
        .isPresent();
  }

  private static String instead(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      FileKind kind = FileKind.of(in.readNBytes(FileKind.ENOUGH));
      return kind.placeholder() || kind.packed(file.toString())
          ? " It begins as " + kind.words() + "."
          : "";
    }
  }

  private static void verify(
      Path file, DatasetCard.DataFile expected, String mend, Map<Seen, String> hashes) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      if (found.size() != expected.bytes()) {
        throw new DamagedDataException(
            String.format(
                Locale.ROOT,
                "%s is %s: it ends at offset %,d, expected %,d bytes.%s%s",
                file,
                found.size() < expected.bytes() ? "short" : "too long",
                found.size(),
                expected.bytes(),
                instead(file),
                mend));
      }
      Seen seen = new Seen(file, found.size(), found.lastModifiedTime());
      String hash = hashes.get(seen);
      if (hash == null) {
        hash = Checksum.of(file);
        hashes.put(seen, hash);
      }
      if (!hash.equals(expected.sha256())) {
        throw new DamagedDataException(
            file
                + " is altered: its SHA-256 is "
                + hash
                + ", expected "
                + expected.sha256()
                + "."
                + instead(file)
                + mend);
      }
    } catch (IOException e) {
      throw new DamagedDataException(file + " cannot be read: " + e, e);
    }
  }

  /** Map a verified file into memory. */
  MappedBytes map(DatasetCard card, DatasetCard.DataFile expected) {
    Path file = file(card, expected);
    try (FileChannel channel = FileChannel.open(file)) {
      return new MappedBytes(file, channel.map(MapMode.READ_ONLY, 0, expected.bytes()));
    } catch (IOException e) {
      throw new DamagedDataException(file + " cannot be read: " + e, e);
    }
  }
}
