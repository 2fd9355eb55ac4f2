package org.paperclaims.harness.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk that syncs nothing, for tests that write much and cut no power. */
class UnsyncedDisk implements Disk {
  @Override
  public void replace(Path file, Content content) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      content.writeTo(out);
    }
  }

  @Override
  public void append(Path file, byte[] bytes) throws IOException {
    SyncedDisk.append(file, bytes, false);
  }
}
