package org.paperclaims.harness.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** The real {@link Disk}. */
final class SyncedDisk implements Disk {
  /** Ends the names of files that were still being written. */
  static final String TEMPORARY = ".tmp";

  @Override
  public void replace(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " has no folder");
    }
    Path temporary = temporary(folder.resolve(file.getFileName()));
    try {
      try (FileChannel channel =
              FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      try {
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      }
      syncFolder(folder);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Add bytes by one write, where the system can, and take a part back that did not fit. */
  static void append(Path file, byte[] bytes, boolean sync) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)) {
      long before = channel.size();
      try {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
          channel.write(left);
        }
        if (sync) {
          channel.force(false);
        }
      } catch (IOException e) {
        channel.truncate(before);
        throw e;
      }
    }
  }

  /** Give a name, which nobody else has, for a file that is still being written. */
  static Path temporary(Path file) {
    return file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + TEMPORARY);
  }

  /**
   * Remove what killed processes left of a file half written. Only for the holder of the file's
   * lease: nobody else may be writing it then.
   */
  static void clearTemporaries(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    String start = file.getFileName() + ".";
    if (folder == null) {
      return;
    }
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(folder, f -> isTemporary(f, start))) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // A leftover that cannot be removed takes some room, and that is no reason to write nothing.
    }
  }

  private static boolean isTemporary(Path file, String start) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith(start)
        && name.endsWith(TEMPORARY)
        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Make a rename last. Windows cannot open folders and needs no such thing. */
  static void syncFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
