package org.paperclaims.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.run.Correctness;

class CorrectBitsTest {
  private static Correctness right(int images, int... positions) {
    BitSet right = new BitSet();
    for (int position : positions) {
      right.set(position);
    }
    return new Correctness(images, right);
  }

  @Test
  void the_first_image_is_the_lowest_bit_of_the_first_byte() {
    assertThat(CorrectBits.write(right(12, 0, 2, 9)))
        .containsExactly('1', '2', '\n', 0b0000_0101, 0b0000_0010);
  }

  @Test
  void ten_thousand_images_take_a_quarter_more_than_a_kilobyte() {
    assertThat(CorrectBits.write(right(10_000))).hasSize(1250 + "10000\n".length());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 63, 64, 65, 1000, 10_000, Correctness.MOST})
  void what_was_written_is_read(int images) {
    Random random = new Random(images);
    BitSet right = new BitSet();
    for (int i = 0; i < images; i++) {
      right.set(i, random.nextInt(4) > 0);
    }
    Correctness correct = new Correctness(images, right);
    byte[] file = CorrectBits.write(correct);
    assertThat(file.length).isLessThanOrEqualTo(CorrectBits.LIMIT);
    assertThat(CorrectBits.read(file)).isEqualTo(correct);
    assertThat(correct.error()).isEqualTo(100.0 * (images - right.cardinality()) / images);
  }

  static Stream<byte[]> strangers() {
    return Stream.of(
            "",
            "8",
            "8\n",
            "\n\0",
            "0\n",
            "-8\n\0",
            "08\n\0",
            "+8\n\0",
            "8\r\n\0",
            "8\n\0\0",
            "9\n\0",
            "9999999\n",
            "80000000\n",
            "99999999999999999999\n\0",
            "3\n\10")
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void anything_else_is_refused(byte[] file) {
    assertThatThrownBy(() -> CorrectBits.read(file)).isInstanceOf(StoreException.Corrupt.class);
  }

  @Test
  void any_bytes_are_read_as_what_would_be_written_so_or_refused() {
    Random random = new Random(3);
    for (int trial = 0; trial < 20_000; trial++) {
      byte[] file = new byte[random.nextInt(6)];
      random.nextBytes(file);
      for (int i = 0; i < file.length; i++) {
        file[i] = random.nextBoolean() ? file[i] : (byte) "0123\n".charAt(random.nextInt(5));
      }
      try {
        assertThat(CorrectBits.write(CorrectBits.read(file))).isEqualTo(file);
      } catch (StoreException.Corrupt e) {
        // Refused.
      }
    }
  }
}
