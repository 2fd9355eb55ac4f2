package org.paperclaims.harness.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes whole files: after a crash at any moment a file is the old one or the new one. */
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

  /** What a file is to hold. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
