package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The photographs in the resources were written by Pillow: 64 x 48 pixels, red above on the left,
 * green below on the left, blue on the right.
 */
class JpegFileTest {
  private static byte[] resource(String name) throws IOException {
    try (InputStream in = JpegFileTest.class.getResourceAsStream("/jpeg/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static Raster decode(String name) throws IOException {
    Raster image = new Raster();
    try (JpegFile decoder = new JpegFile()) {
      decoder.decode(name, resource(name), image);
    }
    return image;
  }

  private static int[] pixel(Raster image, int y, int x) {
    int plane = image.height() * image.width();
    int place = y * image.width() + x;
    return new int[] {
      image.data()[place] & 0xFF,
      image.data()[plane + place] & 0xFF,
      image.data()[2 * plane + place] & 0xFF
    };
  }

  private static String colour(Raster image, int y, int x) {
    int[] rgb = pixel(image, y, x);
    int most = Arrays.stream(rgb).max().orElseThrow();
    return most == rgb[0] ? "red" : most == rgb[1] ? "green" : "blue";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "colour.jpg",
        "cmyk.jpg",
        "orientation-2.jpg",
        "orientation-3.jpg",
        "orientation-4.jpg",
        "orientation-5.jpg",
        "orientation-6.jpg",
        "orientation-7.jpg",
        "orientation-8.jpg"
      })
  void photographs_come_out_upright_and_in_colour(String name) throws IOException {
    Raster image = decode(name);
    assertThat(image.width()).isEqualTo(64);
    assertThat(image.height()).isEqualTo(48);
    assertThat(colour(image, 8, 8)).isEqualTo("red");
    assertThat(colour(image, 40, 8)).isEqualTo("green");
    assertThat(colour(image, 8, 56)).isEqualTo("blue");
    assertThat(colour(image, 40, 56)).isEqualTo("blue");
  }

  @Test
  void a_grey_photograph_has_three_equal_channels_of_the_stored_grey() throws IOException {
    int[] rgb = pixel(decode("grey.jpg"), 8, 8);
    assertThat(rgb[1]).isEqualTo(rgb[0]);
    assertThat(rgb[2]).isEqualTo(rgb[0]);
    // 0.299 * 250 + 0.587 * 20 + 0.114 * 20 = 88.8
    assertThat(rgb[0]).isBetween(84, 94);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "colour.jpg",
        "cmyk.jpg",
        "grey.jpg",
        "orientation-2.jpg",
        "orientation-3.jpg",
        "orientation-4.jpg",
        "orientation-5.jpg",
        "orientation-6.jpg",
        "orientation-7.jpg",
        "orientation-8.jpg"
      })
  void a_part_that_is_decoded_alone_is_the_part_of_the_whole(String name) throws IOException {
    Crop crop = new Crop(5, 17, 30, 40);
    Raster part = new Raster();
    part.reshape(3, crop.height(), crop.width());
    int[] shape = new int[2];
    try (JpegFile decoder = new JpegFile()) {
      Framing framing =
          (height, width) -> {
            shape[0] = height;
            shape[1] = width;
            return crop;
          };
      decoder.decode(name, resource(name), framing, part);
    }
    Raster whole = decode(name);
    assertThat(shape).containsExactly(whole.height(), whole.width());
    for (int y = 0; y < crop.height(); y++) {
      for (int x = 0; x < crop.width(); x++) {
        assertThat(pixel(part, y, x)).isEqualTo(pixel(whole, crop.top() + y, crop.left() + x));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"colour.jpg", "cmyk.jpg", "grey.jpg", "orientation-6.jpg"})
  void every_truncation_is_refused_unless_the_picture_is_whole(String name) throws IOException {
    byte[] content = resource(name);
    byte[] right = pixels(decode(name));
    Raster image = new Raster();
    int refused = 0;
    try (JpegFile decoder = new JpegFile()) {
      for (int length = 0; length < content.length; length++) {
        try {
          decoder.decode("photo.jpg", Arrays.copyOf(content, length), image);
          assertThat(pixels(image)).isEqualTo(right);
        } catch (DamagedDataException e) {
          refused++;
          assertNamed(e);
        }
      }
    }
    assertThat(refused).isGreaterThan(content.length - 3);
  }

  /** A JPEG has no checksum: a mutation may make it the JPEG of another picture. */
  @Test
  void mutations_end_in_a_picture_or_in_an_error_with_the_name_and_the_offset() throws IOException {
    Raster image = new Raster();
    int refused = 0;
    try (JpegFile decoder = new JpegFile()) {
      for (String name : List.of("colour.jpg", "cmyk.jpg", "grey.jpg", "orientation-6.jpg")) {
        Mutations mutations = new Mutations(resource(name), name.hashCode());
        for (int i = 0; i < Mutations.COUNT / 4; i++) {
          byte[] content = mutations.next();
          try {
            decoder.decode("photo.jpg", content, image);
          } catch (DamagedDataException e) {
            refused++;
            assertNamed(e);
          }
        }
      }
    }
    assertThat(refused).isGreaterThan(Mutations.COUNT / 10);
  }

  @Test
  void a_header_that_speaks_of_billions_of_pixels_is_refused_before_memory_is_taken()
      throws IOException {
    byte[] content = resource("colour.jpg");
    int frame = 0;
    while ((content[frame] & 0xFF) != 0xFF || (content[frame + 1] & 0xFF) != 0xC0) {
      frame++;
    }
    Arrays.fill(content, frame + 5, frame + 9, (byte) 0xF0);
    try (JpegFile decoder = new JpegFile()) {
      assertThatThrownBy(() -> decoder.decode("photo.jpg", content, new Raster()))
          .isInstanceOf(DamagedDataException.class)
          .hasMessageContainingAll("photo.jpg", "61680 x 61680 pixels");
    }
  }

  private static byte[] pixels(Raster image) {
    return Arrays.copyOf(image.data(), image.values());
  }

  private static void assertNamed(DamagedDataException e) {
    assertThat(e).hasMessageMatching("(?s)photo.jpg cannot be decoded as JPEG: .*at offset \\d+");
  }
}
