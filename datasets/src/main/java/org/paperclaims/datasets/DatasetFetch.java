package org.paperclaims.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperclaims.datasets.DatasetCard.DataFile;
import org.paperclaims.datasets.DatasetCard.Download;

/**
 * Gets a data set from its makers: downloads, verifies and unpacks beside the data sets' folders,
 * and moves each file into place whole. Whatever fails leaves the folder as it was, and what was
 * downloaded for the next attempt.
 */
final class DatasetFetch {
  private static final String WORKSHOP = ".downloads";
  private final DataFolder folder;
  private final Downloader downloader;
  private final FetchPlace from;

  DatasetFetch(DataFolder folder, Downloader downloader, FetchPlace from) {
    this.folder = folder;
    this.downloader = downloader;
    this.from = from;
  }

  /**
   * Get what is missing or damaged.
   *
   * @return the files that were got; empty if all were there and right
   */
  List<Path> fetch(DatasetCard card) {
    if (!card.files().isEmpty() && unusable(card).isEmpty()) {
      return List.of();
    }
    if (card.downloads().isEmpty()) {
      throw new FetchException(
          card.name() + " cannot be downloaded by a program. It is given " + card.licence());
    }
    Path workshop = folder.directory().resolve(WORKSHOP);
    try {
      Files.createDirectories(workshop);
      try (FileChannel channel =
              FileChannel.open(
                  workshop.resolve(card.name() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = lock(channel, card)) {
        return fetch(card, workshop, lock);
      }
    } catch (IOException e) {
      throw new FetchException(
          workshop + " cannot be written: " + e + ". Choose another place with --dir.", e);
    }
  }

  private static FileLock lock(FileChannel channel, DatasetCard card) throws IOException {
    String busy = "another process is fetching " + card.name() + " already";
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new FetchException(busy);
      }
      return lock;
    } catch (OverlappingFileLockException e) {
      throw new FetchException(busy, e);
    }
  }

  private List<Path> fetch(DatasetCard card, Path workshop, FileLock held) throws IOException {
    if (!held.isValid()) {
      throw new FetchException("the lock on " + workshop + " was lost");
    }
    // Another process may have fetched it while this one came to the lock.
    Set<DataFile> wanted = Set.copyOf(unusable(card));
    Path unpacked = Files.createTempDirectory(workshop, card.name() + "-");
    try {
      for (Download download : card.downloads()) {
        boolean archive = card.files().stream().noneMatch(f -> f.name().equals(download.name()));
        if (!archive && wanted.stream().noneMatch(f -> f.name().equals(download.name()))) {
          continue;
        }
        Path part = workshop.resolve(download.name());
        get(card, download, part);
        if (archive) {
          Set<String> names = wanted.stream().map(DataFile::name).collect(Collectors.toSet());
          new Unpacker(part, card.bytes()).unpack(card.folder(), names::contains, unpacked);
        } else {
          Files.move(part, unpacked.resolve(download.name()), StandardCopyOption.ATOMIC_MOVE);
        }
      }
      List<Path> placed = place(card, wanted, unpacked);
      for (Download download : card.downloads()) {
        Files.deleteIfExists(workshop.resolve(download.name()));
      }
      return placed;
    } finally {
      delete(unpacked);
    }
  }

  private void get(DatasetCard card, Download download, Path part) throws IOException {
    if (from.archives().isEmpty()) {
      downloader.get(from.of(download), part);
      return;
    }
    Path archives = from.archives().get();
    Path archive = archives.resolve(download.name());
    if (!Files.isRegularFile(archive)) {
      throw new MissingDataException(
          archive
              + " is not there; it is what "
              + download.address()
              + " gives."
              + new Lookalikes(card, archives).version(archives));
    }
    DataFolder.verifyOnce(
        archive, new DataFile(download.name(), download.bytes(), download.sha256()));
    Files.copy(archive, part, StandardCopyOption.REPLACE_EXISTING);
  }

  private List<Path> place(DatasetCard card, Set<DataFile> wanted, Path unpacked)
      throws IOException {
    for (DataFile file : wanted) {
      Path found = unpacked.resolve(file.name());
      if (!Files.isRegularFile(found)) {
        throw new DamagedDataException(
            "what " + card.downloads().get(0).address() + " gave holds no " + file.name());
      }
      DataFolder.verifyOnce(found, file);
    }
    Files.createDirectories(folder.directory().resolve(card.folder()));
    return wanted.stream()
        .map(
            file -> {
              try {
                return Files.move(
                    unpacked.resolve(file.name()),
                    folder.file(card, file),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .sorted()
        .toList();
  }

  private List<DataFile> unusable(DatasetCard card) {
    return card.files().stream().filter(f -> !folder.check(card, f).good()).toList();
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
