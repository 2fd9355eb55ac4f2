package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
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

  @Test
  void truncations_and_mutations_end_in_a_picture_or_in_an_error_with_the_name()
      throws IOException {
    byte[] whole = resource("orientation-6.jpg");
    Draws draws = Draws.of(1, 1, 2, 3);
    Raster image = new Raster();
    int refused = 0;
    try (JpegFile decoder = new JpegFile()) {
      for (int i = 0; i < 600; i++) {
        byte[] damaged = whole.clone();
        if (i % 3 == 0) {
          damaged = Arrays.copyOf(whole, draws.below(whole.length));
        } else {
          damaged[draws.below(damaged.length)] = (byte) draws.below(256);
        }
        try {
          decoder.decode("photo.jpg", damaged, image);
        } catch (DamagedDataException e) {
          refused++;
          assertThat(e)
              .hasMessageMatching("(?s)photo.jpg cannot be decoded as JPEG: .*at offset \\d+");
        }
      }
    }
    assertThat(refused).isPositive();
  }
}
