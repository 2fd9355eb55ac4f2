package org.paperclaims.harness.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Some bytes of a file. */
record FileSpan(ByteBuffer bytes) {
  /**
   * Read bytes.
   *
   * @throws ModelFileException.Malformed if the file ends before
   */
  static FileSpan of(FileChannel channel, long from, long size) throws IOException {
    if (from < 0 || size < 0 || from > channel.size() - size) {
      throw new ModelFileException.Malformed(
          "it has %d bytes, and should have %d from %d on".formatted(channel.size(), size, from));
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size));
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new ModelFileException.Malformed("it became shorter while it was read");
      }
    }
    return new FileSpan(bytes.flip());
  }

  int size() {
    return bytes.limit();
  }

  /** Give some bytes as Latin text; fewer where the window ends. */
  String text(int from, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < Math.min(size(), from + length); i++) {
      text.append((char) (bytes.get(i) & 0xFF));
    }
    return text.toString();
  }
}
