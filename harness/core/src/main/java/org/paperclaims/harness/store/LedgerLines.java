package org.paperclaims.harness.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads the lines of a ledger one after another, in memory that the longest allowed line bounds,
 * however large the file is.
 */
final class LedgerLines {
  /**
   * The longest line in bytes, its end included. A row holds the epochs of a run, of which a store
   * reads no more than 16 MiB.
   */
  static final int LONGEST = 32 << 20;

  private final FileChannel channel;
  private final Consumer<Line> consumer;
  private byte[] line = new byte[1 << 12];
  private int length;
  private long skipped;
  private long start;

  private LedgerLines(FileChannel channel, long start, Consumer<Line> consumer) {
    this.channel = channel;
    this.start = start;
    this.consumer = consumer;
  }

  /**
   * A line.
   *
   * @param offset of its first byte in the file
   * @param length in bytes, without its line feed
   * @param ended whether a line feed ends it; only the last line of a file may lack one
   * @param text in Latin-1, which keeps every byte as it is; empty if the line is too long
   */
  record Line(long offset, long length, boolean ended, String text) {}

  /**
   * Read from a position on, which is the start of a line.
   *
   * @param consumer is given each line in its order
   */
  static void read(FileChannel channel, long from, Consumer<Line> consumer) throws IOException {
    new LedgerLines(channel, from, consumer).read();
  }

  private void read() throws IOException {
    byte[] block = new byte[1 << 16];
    channel.position(start);
    // The channel belongs to the caller: this stream is not closed.
    InputStream in = Channels.newInputStream(channel);
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      int from = 0;
      for (int i = 0; i < read; i++) {
        if (block[i] == '\n') {
          add(block, from, i - from);
          give(true);
          from = i + 1;
        }
      }
      add(block, from, read - from);
    }
    if (length + skipped > 0) {
      give(false);
    }
  }

  private void add(byte[] block, int from, int count) {
    if (skipped > 0 || length + count >= LONGEST) {
      skipped += count;
      return;
    }
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
    }
    System.arraycopy(block, from, line, length, count);
    length += count;
  }

  private void give(boolean ended) {
    boolean returned = ended && skipped == 0 && length > 0 && line[length - 1] == '\r';
    int kept = returned ? length - 1 : length;
    String text = skipped > 0 ? "" : new String(line, 0, kept, StandardCharsets.ISO_8859_1);
    consumer.accept(new Line(start, length + skipped, ended, text));
    start += length + skipped + (ended ? 1 : 0);
    length = 0;
    skipped = 0;
  }
}
