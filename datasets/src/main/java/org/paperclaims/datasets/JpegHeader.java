package org.paperclaims.datasets;

import java.io.ByteArrayOutputStream;

/**
 * The segments of a JPEG before its scan (ITU T.81, B.1.1). The decoder takes legal fill bytes
 * before a marker for damage, and does not decode where a colour profile is broken; neither says
 * anything of the picture.
 */
final class JpegHeader {
  private static final int FILL = 0xFF;
  private static final int TEMPORARY = 0x01;
  private static final int FIRST_RESTART = 0xD0;
  private static final int START = 0xD8;
  private static final int SCAN = 0xDA;
  private static final int FIRST_NOTE = 0xE1;
  private static final int ADOBE = 0xEE;
  private static final int LAST_NOTE = 0xEF;
  private static final int COMMENT = 0xFE;

  private JpegHeader() {}

  /**
   * Leave out fill bytes, comments and applications' notes, but those of JFIF and Adobe, which say
   * how colours are stored.
   *
   * @return the same array if there is nothing to leave out, or it is not such a header
   */
  static byte[] plain(byte[] content) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(content.length);
    int at = 0;
    while (at + 1 < content.length && (content[at] & 0xFF) == FILL) {
      int marker = content[at + 1] & 0xFF;
      if (marker == FILL) {
        at++;
        continue;
      }
      if (marker == SCAN) {
        plain.write(content, at, content.length - at);
        return plain.size() == content.length ? content : plain.toByteArray();
      }
      int length = 2 + (alone(marker) ? 0 : size(content, at + 2));
      if (at + length > content.length) {
        return content;
      }
      if (!note(marker)) {
        plain.write(content, at, length);
      }
      at += length;
    }
    return content;
  }

  private static boolean alone(int marker) {
    return marker == TEMPORARY || (marker >= FIRST_RESTART && marker <= START);
  }

  private static boolean note(int marker) {
    return (marker >= FIRST_NOTE && marker <= LAST_NOTE && marker != ADOBE) || marker == COMMENT;
  }

  private static int size(byte[] content, int at) {
    return at + 1 < content.length
        ? ((content[at] & 0xFF) << 8) + (content[at + 1] & 0xFF)
        : content.length;
  }
}
