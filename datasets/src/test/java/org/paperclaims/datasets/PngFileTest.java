package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PNGs are written here byte by byte, in colour models that no Java program would choose. */
class PngFileTest {
  private static final int WIDTH = 8;
  private static final int HEIGHT = 2;

  private final ByteArrayOutputStream png = new ByteArrayOutputStream();

  private PngFileTest signed() {
    png.reset();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    return this;
  }

  private PngFileTest chunk(String type, byte... data) throws IOException {
    DataOutputStream out = new DataOutputStream(png);
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
    return this;
  }

  private PngFileTest header(int width, int height, int depth, int colour) throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(data);
    out.writeInt(width);
    out.writeInt(height);
    out.write(new byte[] {(byte) depth, (byte) colour, 0, 0, 0});
    return chunk("IHDR", data.toByteArray());
  }

  private static byte[] deflated(byte[] rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(rows);
    }
    return out.toByteArray();
  }

  /** Give rows of one sample for every pixel and channel, each row after its filter byte 0. */
  private static byte[] rows(int depth, int channels, IntFunction<int[]> pixel) {
    int bytes = WIDTH * channels * depth / 8;
    byte[] rows = new byte[HEIGHT * (1 + bytes)];
    for (int y = 0; y < HEIGHT; y++) {
      int bit = (y * (1 + bytes) + 1) * 8;
      for (int x = 0; x < WIDTH; x++) {
        for (int sample : pixel.apply(x)) {
          for (int b = depth - 1; b >= 0; b--, bit++) {
            rows[bit / 8] |= (byte) (((sample >> b) & 1) << (7 - bit % 8));
          }
        }
      }
    }
    return rows;
  }

  private static Raster decode(byte[] content) {
    Raster image = new Raster();
    try (PhotoFile decoder = new PhotoFile()) {
      decoder.decode("photo.JPEG", content, image);
    }
    return image;
  }

  private static int[] pixel(Raster image, int x) {
    int plane = image.height() * image.width();
    return new int[] {
      image.data()[x] & 0xFF, image.data()[plane + x] & 0xFF, image.data()[2 * plane + x] & 0xFF
    };
  }

  @ParameterizedTest
  @CsvSource({
    "1,0,1,255",
    "2,0,2,170",
    "4,0,9,153",
    "8,0,200,200",
    "16,0,51400,200",
    "8,4,200,200",
    "16,4,51400,200"
  })
  void grey_of_every_depth_has_three_equal_channels(int depth, int colour, int grey, int expected)
      throws IOException {
    byte[] rows =
        rows(depth, colour == 0 ? 1 : 2, x -> colour == 0 ? new int[] {grey} : new int[] {grey, 0});
    byte[] content =
        signed()
            .header(WIDTH, HEIGHT, depth, colour)
            .chunk("IDAT", deflated(rows))
            .chunk("IEND")
            .png
            .toByteArray();
    assertThat(pixel(decode(content), 3)).containsExactly(expected, expected, expected);
  }

  @ParameterizedTest
  @CsvSource({"8,2", "16,2", "8,6", "16,6"})
  void colours_are_red_green_and_blue_and_what_is_transparent_shows_its_colour(
      int depth, int colour) throws IOException {
    int scale = depth == 8 ? 1 : 257;
    byte[] rows =
        rows(
            depth,
            colour == 2 ? 3 : 4,
            x ->
                Arrays.copyOf(
                    new int[] {(200 + x) * scale, 100 * scale, 50 * scale, 0},
                    colour == 2 ? 3 : 4));
    byte[] content =
        signed()
            .header(WIDTH, HEIGHT, depth, colour)
            .chunk("IDAT", deflated(rows))
            .chunk("IEND")
            .png
            .toByteArray();
    assertThat(pixel(decode(content), 3)).containsExactly(203, 100, 50);
    Raster part = new Raster();
    part.reshape(3, 1, 2);
    try (PhotoFile decoder = new PhotoFile()) {
      decoder.decode("x", content, (height, width) -> new Crop(1, 4, 1, 2), part);
    }
    assertThat(pixel(part, 0)).containsExactly(204, 100, 50);
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "4", "8"})
  void a_palette_gives_its_colours(int depth) throws IOException {
    byte[] content =
        signed()
            .header(WIDTH, HEIGHT, depth, 3)
            .chunk("PLTE", (byte) 1, (byte) 2, (byte) 3, (byte) 200, (byte) 100, (byte) 50)
            .chunk("tRNS", (byte) 255, (byte) 0)
            .chunk("IDAT", deflated(rows(depth, 1, x -> new int[] {x & 1})))
            .chunk("IEND")
            .png
            .toByteArray();
    assertThat(pixel(decode(content), 2)).containsExactly(1, 2, 3);
    assertThat(pixel(decode(content), 3)).containsExactly(200, 100, 50);
  }

  private byte[] grey(String... notes) throws IOException {
    signed().header(WIDTH, HEIGHT, 8, 0);
    for (String note : notes) {
      chunk(note, bytes("no profile, no text, and no time at all"));
    }
    return chunk("IDAT", deflated(rows(8, 1, x -> new int[] {x * 10})))
        .chunk("IEND")
        .png
        .toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void broken_notes_and_bytes_after_the_end_do_no_harm() throws IOException {
    byte[] content = grey("iCCP", "eXIf", "iTXt", "zTXt", "tIME", "gAMA", "sRGB", "pHYs");
    content[content.length / 2] ^= 1;
    byte[] longer = Arrays.copyOf(grey("iCCP"), 2000);
    for (byte[] whole : List.of(grey("iCCP", "eXIf", "iTXt", "zTXt", "tIME", "gAMA"), longer)) {
      assertThat(pixel(decode(whole), 3)).containsExactly(30, 30, 30);
    }
  }

  @Test
  void a_header_that_speaks_of_more_than_the_data_can_hold_is_refused_before_memory_is_taken()
      throws IOException {
    byte[] huge =
        signed()
            .header(8000, 8000, 16, 6)
            .chunk("IDAT", deflated(new byte[100]))
            .chunk("IEND")
            .png
            .toByteArray();
    assertThatThrownBy(() -> decode(huge))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContainingAll("photo.JPEG", "8000 x 8000 pixels");
    byte[] thin =
        signed()
            .header(8000, 7000, 1, 0)
            .chunk("IDAT", deflated(new byte[100]))
            .chunk("IEND")
            .png
            .toByteArray();
    assertThatThrownBy(() -> decode(thin)).hasMessageContaining("more than its data can hold");
  }

  @Test
  void every_truncation_and_every_mutation_is_refused_or_the_right_picture() throws IOException {
    byte[] whole = grey("tEXt");
    byte[] right = decode(whole).data().clone();
    Mutations mutations = new Mutations(whole, 3);
    int refused = 0;
    int tries = whole.length + Mutations.COUNT;
    for (int i = 0; i < tries; i++) {
      byte[] damaged = i < whole.length ? Arrays.copyOf(whole, i) : mutations.next();
      try {
        assertThat(decode(damaged).data()).startsWith(right);
      } catch (DamagedDataException e) {
        refused++;
        assertThat(e).hasMessageMatching("(?s)photo.JPEG cannot be decoded.*at offset \\d+.*");
      }
    }
    assertThat(refused).isGreaterThan(tries / 3);
  }
}
