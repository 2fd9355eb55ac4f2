package org.paperclaims.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import us.hebi.matlab.mat.format.BufferAllocator;

/** Gives large buffers as mapped temporary files, so that a large matrix needs no heap. */
final class MappedAllocator implements BufferAllocator, AutoCloseable {
  private static final int LARGE = 1 << 22;
  private final List<Path> files = new ArrayList<>();

  @Override
  public ByteBuffer allocate(int bytes) {
    if (bytes < LARGE) {
      return ByteBuffer.allocate(bytes);
    }
    try {
      Path folder = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
      // A mapped file on a full disk would end the process where its bytes are written.
      long free = folder.toFile().getUsableSpace();
      if (free < bytes) {
        throw new DatasetException(
            "the folder for temporary files, %s, has %,d bytes free, and %,d are needed; name another with -Djava.io.tmpdir=FOLDER"
                .formatted(folder, free, bytes));
      }
      Path file = Files.createTempFile(folder, "paper-claims", ".buffer");
      files.add(file);
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void release(ByteBuffer buffer) {
    // The files go when the allocator is closed; the mappings with the buffers.
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
