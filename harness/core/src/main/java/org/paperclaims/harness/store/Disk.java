package org.paperclaims.harness.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes whole files, of which after a crash at any moment there is the old one or the new one, and
 * adds to files, which keep all that was in them before.
 */
interface Disk {
  /**
   * Write a file under a temporary name, sync it, rename it, and sync its folder.
   *
   * @throws IOException if it cannot be written; the old file is still there then
   */
  void replace(Path file, Content content) throws IOException;

  /** Write a text in UTF-8. */
  default void replace(Path file, String text) throws IOException {
    replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Add bytes at the end of a file and sync it. For one writer at a time: the holder of a lease.
   *
   * @throws IOException if they cannot be written; a part of them may be there then
   */
  default void append(Path file, byte[] bytes) throws IOException {
    SyncedDisk.append(file, bytes, true);
  }

  /** The content that a file is to hold. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
