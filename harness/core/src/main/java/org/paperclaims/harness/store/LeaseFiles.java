package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * All that leases ask of a file system. Not final, so that a test may answer as a file server does
 * on a bad day.
 */
class LeaseFiles {
  private static final int LONGEST = 4096;

  /** How often a file is read again that could not be. */
  private static final int TRIES = 3;

  /**
   * Create a file that was not there.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is
   */
  void create(Path file, String content) throws IOException {
    Files.writeString(file, content, StandardOpenOption.CREATE_NEW);
  }

  /**
   * Give a file another name, which was not there.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the name is there
   * @throws java.nio.file.FileSystemException if the file system has no hard links
   */
  void link(Path link, Path file) throws IOException {
    Files.createLink(link, file);
  }

  /** Rename a file at once, in the place of one that is there. */
  void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Remove a file, if it is there. */
  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Read a file once; nothing if it is not there. */
  String readOnce(Path file) throws IOException {
    BasicFileAttributes found = attributes(file);
    return !found.isRegularFile() || found.size() > LONGEST
        ? "not a lease"
        : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Read a file. A beat puts another file in its place, so that a network's file handle may be
   * stale by the time that it is used: it is read again then.
   *
   * @return nothing if it is not there
   * @throws IOException if it cannot be read, time and again
   */
  final Optional<String> read(Path file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return Optional.of(readOnce(file));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      } catch (IOException e) {
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  /**
   * Read a file of somebody else. One that is there and cannot be read is held by nobody knows
   * whom; another content stands for it after every beat.
   *
   * @return nothing if it is not there
   */
  final Optional<String> look(Path file) throws IOException {
    try {
      return read(file);
    } catch (IOException e) {
      try {
        BasicFileAttributes found = attributes(file);
        return Optional.of("unreadable " + found.fileKey() + " " + found.lastModifiedTime());
      } catch (NoSuchFileException gone) {
        return Optional.empty();
      } catch (IOException unknown) {
        // Never twice the same: a lease that cannot even be looked at does not grow old.
        return Optional.of("unknown " + System.nanoTime());
      }
    }
  }
}
