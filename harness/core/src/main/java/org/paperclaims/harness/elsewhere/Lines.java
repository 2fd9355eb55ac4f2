package org.paperclaims.harness.elsewhere;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a text file, one after another, in memory that the longest of them bounds. */
final class Lines {
  /** The longest line in bytes. */
  static final int LONGEST = 1 << 20;

  private final String file;
  private final InputStream in;
  // BufferedInputStream takes a lock for every byte.
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private int number;

  /** Read lines of a stream, which the caller closes. */
  Lines(String file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /** Give where the last line begins. */
  Place place() {
    return new Place(file, number, 1);
  }

  /**
   * Give the next line without its end.
   *
   * @return nothing at the end of the file
   * @throws ImportException if it is too long, or not text in UTF-8
   */
  Optional<String> next() throws IOException {
    if (!filled()) {
      return Optional.empty();
    }
    number++;
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    do {
      int begin = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      if (line.size() + at - begin > LONGEST) {
        throw place().refuse("found a line of more than " + LONGEST + " bytes, which no table has");
      }
      line.write(buffer, begin, at - begin);
    } while (at == end && filled());
    at++;
    return Optional.of(text(line.toByteArray()));
  }

  /** Have bytes at hand, unless the file has ended. */
  private boolean filled() throws IOException {
    if (at >= end) {
      at = 0;
      end = Math.max(0, in.read(buffer));
    }
    return at < end;
  }

  private String text(byte[] bytes) {
    if (number == 1 && bytes.length >= 2 && isUtf16(bytes)) {
      throw place().refuse("found text in UTF-16, allowed UTF-8: save the file as that");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String whole = number == 1 && text.startsWith("\ufeff") ? text.substring(1) : text;
      return whole.endsWith("\r") ? whole.substring(0, whole.length() - 1) : whole;
    } catch (CharacterCodingException e) {
      throw place().refuse("found bytes that are not UTF-8: save the file as text in UTF-8");
    }
  }

  private static boolean isUtf16(byte[] bytes) {
    return (bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
        || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff);
  }
}
