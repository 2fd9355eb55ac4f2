package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Photographs that are legal and rare, and files of other formats with a photograph's name. */
class UnusualPhotosTest {
  private static final int WIDTH = 53;
  private static final int HEIGHT = 41;

  private static BufferedImage slope(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, x * 4 << 16 | y * 6 << 8 | (x + y) * 2);
      }
    }
    return image;
  }

  private static byte[] written(String format, int type, boolean progressive) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    if (progressive) {
      how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    try (ImageOutputStream to = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(to);
      writer.write(null, new IIOImage(slope(type), null, null), how);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static byte[] jpeg() throws IOException {
    return written("jpeg", BufferedImage.TYPE_INT_RGB, false);
  }

  private static Raster decoded(byte[] content) {
    Raster image = new Raster();
    try (PhotoFile decoder = new PhotoFile()) {
      decoder.decode("photo.JPEG", content, image);
    }
    return image;
  }

  private static byte[] pixels(Raster image) {
    return Arrays.copyOf(image.data(), image.values());
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] note(int marker, int length, String begins) {
    byte[] note = new byte[2 + length];
    note[0] = (byte) 0xFF;
    note[1] = (byte) marker;
    note[2] = (byte) (length >> 8);
    note[3] = (byte) length;
    byte[] text = begins.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, note, 4, text.length);
    return note;
  }

  /** Change the JPEG that another program would have written otherwise. */
  private static byte[] changed(String how, byte[] plain) {
    byte[] start = Arrays.copyOf(plain, 2);
    int jfif = 2 + 2 + ((plain[4] & 0xFF) << 8) + (plain[5] & 0xFF);
    byte[] head = Arrays.copyOf(plain, jfif);
    byte[] rest = Arrays.copyOfRange(plain, jfif, plain.length);
    return switch (how) {
      case "no JFIF segment" -> joined(start, rest);
      case "long comments" -> joined(head, note(0xFE, 65_000, "a"), note(0xFE, 65_000, "b"), rest);
      case "a part of a colour profile" -> joined(head, note(0xE2, 40, "ICC_PROFILE\0\1\2"), rest);
      case "Photoshop's notes" -> joined(head, note(0xED, 90, "Photoshop 3.0\0008BIM"), rest);
      case "a second picture, as of two lenses" -> joined(plain, plain);
      case "bytes after its end" -> joined(plain, new byte[500]);
      default -> throw new IllegalArgumentException(how);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JFIF segment",
        "long comments",
        "a part of a colour profile",
        "Photoshop's notes",
        "a second picture, as of two lenses",
        "bytes after its end"
      })
  void a_jpeg_with_something_more_or_less_shows_the_same_picture(String how) throws IOException {
    byte[] plain = jpeg();
    assertThat(pixels(decoded(changed(how, plain)))).isEqualTo(pixels(decoded(plain)));
  }

  @ParameterizedTest
  @CsvSource({"jpeg, 5, true, 8", "jpeg, 10, true, 8", "png, 5, true, 0", "png, 6, true, 0"})
  void a_picture_that_comes_in_passes_is_the_one_that_comes_in_rows(
      String format, int type, boolean passes, int most) throws IOException {
    Raster rows = decoded(written(format, type, false));
    Raster inPasses = decoded(written(format, type, passes));
    assertThat(inPasses.width()).isEqualTo(WIDTH);
    for (int i = 0; i < rows.values(); i++) {
      int difference = (rows.data()[i] & 0xFF) - (inPasses.data()[i] & 0xFF);
      assertThat(Math.abs(difference)).isLessThanOrEqualTo(most);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "000000206674797061766966,HEIF or AVIF",
    "000000186674797068656963,HEIF or AVIF",
    "0000000C6A5020200D0A870A,JPEG 2000",
    "FF4FFF51002F,JPEG 2000",
    "0000000C4A584C200D0A870A,JPEG XL",
    "FF0A7F00,JPEG XL",
    "524946460000000057454250,WebP",
    "49492A00,TIFF",
    "3C737667,text",
    "00000000000000,zeros",
    "'',nothing"
  })
  void a_file_of_another_format_is_called_by_it(String start, String format) {
    byte[] content = HexFormat.of().parseHex(start);
    assertThatThrownBy(() -> decoded(content))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContainingAll("photo.JPEG", "begins as " + format, "allowed are JPEG and PNG");
  }
}
