package org.paperclaims.datasets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A PNG with nothing in it but the picture: the chunks that a decoder must know (PNG specification,
 * third edition, section 11.2), each compared with its checksum. Notes, colour profiles and times
 * are left out, damaged or not: they decide no pixel here.
 *
 * @param content of the PNG that is left
 */
record PngChunks(int width, int height, byte[] content) {
  private static final int SIGNATURE = 8;
  private static final int FRAME = 12;
  private static final int HEADER = 13;
  private static final Set<String> KNOWN = Set.of("IHDR", "PLTE", "IDAT", "IEND");

  /** Bytes that all rows may take together, unpacked. */
  private static final long MOST_BYTES = 1L << 28;

  /** One byte of deflate's output takes at least 1/1032 byte of input. */
  private static final long DEFLATE = 1032;

  /**
   * Take a PNG apart.
   *
   * @throws IOException if it is damaged, or not whole; names the offset
   */
  static PngChunks of(byte[] png) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(png);
    ByteBuffer out = ByteBuffer.allocate(png.length);
    out.put(png, 0, SIGNATURE);
    in.position(SIGNATURE);
    int[] size = new int[2];
    long rows = 0;
    long packed = 0;
    String type = "";
    while (!type.equals("IEND")) {
      int at = in.position();
      int length = in.remaining() < FRAME ? -1 : in.getInt(at);
      if (length < 0 || length > in.remaining() - FRAME) {
        throw new IOException("it ends before the chunk IEND, at offset " + at);
      }
      type = new String(png, at + 4, 4, StandardCharsets.ISO_8859_1);
      boolean critical = (png[at + 4] & 0x20) == 0;
      if (critical) {
        if (!KNOWN.contains(type)) {
          throw new IOException("it has a chunk that no PNG has, at offset " + at);
        }
        CRC32 crc = new CRC32();
        crc.update(png, at + 4, length + 4);
        if ((int) crc.getValue() != in.getInt(at + 8 + length)) {
          throw new IOException("its chunk " + type + " is altered, at offset " + at);
        }
        if (type.equals("IHDR") != (at == SIGNATURE)) {
          throw new IOException("its header is not at its beginning, at offset " + at);
        }
        if (type.equals("IHDR")) {
          rows = rows(in, at, length, size);
        }
        packed += type.equals("IDAT") ? length : 0;
        out.put(png, at, length + FRAME);
      }
      in.position(at + length + FRAME);
    }
    if (size[0] == 0) {
      throw new IOException("it has no header, at offset " + SIGNATURE);
    }
    if (rows > packed * DEFLATE) {
      throw new IOException(
          "its header speaks of "
              + size[0]
              + " x "
              + size[1]
              + " pixels, more than its data can hold, at offset "
              + SIGNATURE);
    }
    byte[] left = new byte[out.position()];
    out.flip().get(left);
    return new PngChunks(size[0], size[1], left);
  }

  private static long rows(ByteBuffer in, int at, int length, int[] size) throws IOException {
    if (length != HEADER) {
      throw new IOException("its header has " + length + " bytes, not 13, at offset " + at);
    }
    size[0] = in.getInt(at + 8);
    size[1] = in.getInt(at + 12);
    int depth = in.get(at + 16);
    int colour = in.get(at + 17);
    int channels = channels(colour);
    if (channels == 0 || Integer.bitCount(depth) != 1 || depth < 1 || depth > 16) {
      throw new IOException(
          "its header speaks of the colour type "
              + colour
              + " in "
              + depth
              + " bits, which PNG has not, at offset "
              + at);
    }
    long pixels = (long) size[0] * size[1];
    long bytes = size[1] * ((long) size[0] * channels * depth / 8);
    if (size[0] < 1 || size[1] < 1 || pixels > PhotoReader.MOST_PIXELS || bytes > MOST_BYTES) {
      throw new IOException(
          "its header speaks of "
              + size[0]
              + " x "
              + size[1]
              + " pixels, allowed "
              + PhotoReader.MOST_PIXELS
              + ", at offset "
              + at);
    }
    return bytes;
  }

  private static int channels(int colour) {
    return switch (colour) {
      case 0, 3 -> 1;
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 0;
    };
  }
}
