package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

  /** Bytes FF before a marker are legal fill (ITU T.81, B.1.1.2). */
  @ParameterizedTest
  @ValueSource(strings = {"colour.jpg", "cmyk.jpg", "grey.jpg", "orientation-6.jpg"})
  void fill_bytes_before_markers_change_nothing(String name) throws IOException {
    byte[] right = pixels(decode(name));
    byte[] content = resource(name);
    List<Integer> markers = markers(content);
    assertThat(markers).hasSizeGreaterThan(5);
    for (int marker : markers) {
      for (int fill : new int[] {1, 7}) {
        byte[] fills = new byte[fill];
        Arrays.fill(fills, (byte) 0xFF);
        assertThat(pixels(decode(name, inserted(content, marker, fills))))
            .as("%d fill bytes before the marker at %d", fill, marker)
            .isEqualTo(right);
      }
    }
  }

  @Test
  void broken_exif_leaves_the_picture_as_it_is_stored() throws IOException {
    byte[] upright = pixels(decode("colour.jpg"));
    byte[] content = resource("colour.jpg");
    byte[] tiff = {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0};
    List<byte[]> broken = new ArrayList<>();
    broken.add(new byte[0]);
    broken.add(new byte[] {'E', 'x', 'i', 'f'});
    broken.add(exif(new byte[0]));
    broken.add(exif(Arrays.copyOf(tiff, 9)));
    // An offset behind the end, a number of entries beyond all, a turn that there is not.
    broken.add(exif(changed(tiff, 7, 0xF0)));
    broken.add(exif(changed(changed(tiff, 8, 0xFF), 9, 0xFF)));
    broken.add(exif(changed(tiff, 19, 77)));
    for (byte[] data : broken) {
      assertThat(pixels(decode("photo.jpg", inserted(content, 2, segment(0xE1, data)))))
          .isEqualTo(upright);
    }
    // The same note, whole, turns it.
    assertThat(decode("photo.jpg", inserted(content, 2, segment(0xE1, exif(tiff)))).width())
        .isEqualTo(48);
  }

  @Test
  void a_broken_colour_profile_leaves_the_colours_that_are_stored() throws IOException {
    byte[] right = pixels(decode("colour.jpg"));
    byte[] content = resource("colour.jpg");
    byte[] name = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
    List<byte[]> broken =
        List.of(
            name,
            joined(name, new byte[] {1, 1}),
            // The first of two pieces, of which the second is missing; a piece number 0; no
            // profile.
            joined(name, new byte[] {1, 2, 0, 0, 2, 0}),
            joined(name, new byte[] {0, 0, 9}),
            joined(name, joined(new byte[] {1, 1}, new byte[200])));
    for (byte[] data : broken) {
      assertThat(pixels(decode("photo.jpg", inserted(content, 2, segment(0xE2, data)))))
          .isEqualTo(right);
    }
  }

  private static Raster decode(String name, byte[] content) {
    Raster image = new Raster();
    try (JpegFile decoder = new JpegFile()) {
      decoder.decode(name, content, image);
    }
    return image;
  }

  /** Find where the segments of a JPEG begin, up to the scan, and its end. */
  private static List<Integer> markers(byte[] content) {
    List<Integer> found = new ArrayList<>();
    int at = 2;
    while ((content[at + 1] & 0xFF) != 0xDA) {
      found.add(at);
      at += 2 + ((content[at + 2] & 0xFF) << 8) + (content[at + 3] & 0xFF);
    }
    found.add(at);
    found.add(content.length - 2);
    return found;
  }

  private static byte[] inserted(byte[] content, int at, byte[] more) {
    return joined(
        joined(Arrays.copyOf(content, at), more), Arrays.copyOfRange(content, at, content.length));
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] segment(int marker, byte[] data) {
    int length = data.length + 2;
    return joined(
        new byte[] {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length}, data);
  }

  private static byte[] exif(byte[] tiff) {
    return joined(new byte[] {'E', 'x', 'i', 'f', 0, 0}, tiff);
  }

  private static byte[] changed(byte[] content, int at, int value) {
    byte[] changed = content.clone();
    changed[at] = (byte) value;
    return changed;
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
