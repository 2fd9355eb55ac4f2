package org.paperclaims.reports.chart;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes a drawing as a PNG with a palette. The JDK's writer takes several times as long, and a
 * report's time is mostly that of its charts. A chart has few colours; what smoothed edges add is
 * rounded, if it must be, until there are no more than 256, by less than an eye can see.
 */
final class Png {
  private static final int MOST = 256;
  private static final long SIGNATURE = 0x89504e470d0a1a0aL;

  /** Fast, and a fifth larger than the smallest. */
  private static final int LEVEL = 3;

  private Png() {}

  /** Give the file; {@code image} is of type {@code TYPE_INT_RGB}. */
  static byte[] of(BufferedImage image) throws IOException {
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    byte[] indices = new byte[pixels.length];
    Palette palette = new Palette(0);
    for (int bits = 1; !palette.fill(pixels, indices); bits++) {
      palette = new Palette(bits);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(SIGNATURE);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(image.getWidth());
    fields.writeInt(image.getHeight());
    // Eight bits a pixel, from a palette; the one compression and filter there is; not interlaced.
    fields.write(new byte[] {8, 3, 0, 0, 0});
    chunk(out, "IHDR", header.toByteArray());
    chunk(out, "PLTE", palette.bytes());
    chunk(out, "IDAT", deflated(indices, image.getWidth()));
    chunk(out, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static byte[] deflated(byte[] indices, int width) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    Deflater deflater = new Deflater(LEVEL);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater, 1 << 13)) {
      for (int from = 0; from < indices.length; from += width) {
        out.write(0);
        out.write(indices, from, width);
      }
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) check.getValue());
  }

  /**
   * A table from colours to their places, whose colours lack that many low bits in each channel.
   */
  private static final class Palette {
    private static final int SLOTS = 4096;
    private final int bits;
    private final int[] keys = new int[SLOTS];
    private final int[] places = new int[SLOTS];
    private final int[] colours = new int[MOST];
    private int count;

    Palette(int bits) {
      this.bits = bits;
      Arrays.fill(keys, -1);
    }

    /** Write each pixel's place; false if there are more than {@link #MOST} colours. */
    boolean fill(int[] pixels, byte[] indices) {
      int last = -1;
      byte lastPlace = 0;
      for (int i = 0; i < pixels.length; i++) {
        int colour = pixels[i] & 0xffffff;
        if (colour != last) {
          int place = place(rounded(colour));
          if (place < 0) {
            return false;
          }
          last = colour;
          lastPlace = (byte) place;
        }
        indices[i] = lastPlace;
      }
      return true;
    }

    private int rounded(int colour) {
      if (bits == 0) {
        return colour;
      }
      int result = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        int channel = colour >> shift & 0xff;
        int steps = 255 >> bits;
        int step = Math.round(channel * steps / 255f);
        result |= Math.round(step * 255f / steps) << shift;
      }
      return result;
    }

    private int place(int colour) {
      int slot = (colour * 0x9e3779b1) >>> 20;
      while (keys[slot] != -1 && keys[slot] != colour) {
        slot = slot + 1 & SLOTS - 1;
      }
      if (keys[slot] == -1) {
        if (count == MOST) {
          return -1;
        }
        keys[slot] = colour;
        places[slot] = count;
        colours[count++] = colour;
      }
      return places[slot];
    }

    byte[] bytes() {
      byte[] bytes = new byte[3 * count];
      for (int i = 0; i < count; i++) {
        bytes[3 * i] = (byte) (colours[i] >> 16);
        bytes[3 * i + 1] = (byte) (colours[i] >> 8);
        bytes[3 * i + 2] = (byte) colours[i];
      }
      return bytes;
    }
  }
}
