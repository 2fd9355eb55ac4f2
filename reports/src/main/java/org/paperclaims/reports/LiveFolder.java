package org.paperclaims.reports;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.paperclaims.harness.run.ShownText;
import org.paperclaims.reports.page.Live;

/**
 * The folder {@code live} next to {@code live.html}, in which every process that works on the
 * results has a file of its own, so that none writes over another's. A process is silent when its
 * file is much older than one that was just written: both times are the file system's, and no clock
 * of another machine is asked.
 */
final class LiveFolder {
  /** Three beats are missing by then. */
  private static final Duration SILENT = Duration.ofSeconds(60);

  private static final long LARGEST = 4L << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Path folder;
  private final String name;
  private final String id;
  private boolean swept;

  LiveFolder(Path page) {
    this.folder = page.resolveSibling("live");
    this.name = host() + " " + ProcessHandle.current().pid();
    // Containers may share names and numbers.
    this.id =
        name.replaceAll("[^A-Za-z0-9.-]+", "-")
            + "-"
            + UUID.randomUUID().toString().substring(0, 8);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "localhost";
    }
  }

  /** Give the name of this process for people. */
  String name() {
    return name;
  }

  /** Tell the others how this process stands. */
  void write(LiveCopy own) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        throw new FileSystemException(folder + " is no folder, and a link is not followed");
      }
      Files.createDirectory(folder);
    }
    replace(folder.resolve(id + ".json"), JSON.writeValueAsString(own));
  }

  /** Put a file in the place of one that is there, or of a link, so that nobody reads half. */
  void replace(Path file, String text) throws IOException {
    Path half = file.resolveSibling(file.getFileName() + "." + id + ".tmp");
    Files.deleteIfExists(half);
    Files.writeString(half, text, StandardOpenOption.CREATE_NEW);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Read how the others stand; files of those that had ended before this process began go. */
  List<LiveCopy> others() throws IOException {
    Path own = folder.resolve(id + ".json");
    FileTime now = attributes(own).lastModifiedTime();
    List<LiveCopy> others = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        Optional<LiveCopy> read = file.equals(own) ? Optional.empty() : read(file, now);
        if (read.isPresent() && !swept && read.get().state() != Live.State.AT_WORK) {
          Files.deleteIfExists(file);
        } else {
          read.ifPresent(others::add);
        }
      }
    }
    if (!swept) {
      sweep(folder, "*.tmp", now);
      sweep(folder.resolveSibling(""), "live.html.*.tmp", now);
    }
    swept = true;
    return others;
  }

  /** Remove what killed processes left half written. */
  private static void sweep(Path place, String names, FileTime now) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(place, names)) {
      for (Path file : files) {
        if (isOld(attributes(file), now)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isOld(BasicFileAttributes file, FileTime now) {
    return now.toMillis() - file.lastModifiedTime().toMillis() > SILENT.toMillis();
  }

  private static Optional<LiveCopy> read(Path file, FileTime now) {
    try {
      BasicFileAttributes found = attributes(file);
      if (!found.isRegularFile() || found.size() > LARGEST) {
        return Optional.empty();
      }
      LiveCopy copy = JSON.readValue(ShownText.of(Files.readString(file)), LiveCopy.class);
      boolean silent = copy.state() == Live.State.AT_WORK && isOld(found, now);
      return Optional.of(silent ? copy.silent() : copy);
    } catch (IOException | RuntimeException e) {
      // Another process may be replacing it, or it is nobody's; the next beat looks again.
      return Optional.empty();
    }
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
