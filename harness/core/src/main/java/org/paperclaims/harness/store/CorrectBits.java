package org.paperclaims.harness.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.paperclaims.harness.run.Correctness;

/**
 * The content of {@code correct.bits}: the number of test images in decimal digits and a line feed,
 * then a bit an image in the test set's order, 1 where the network was right. The first image is
 * the lowest bit of the first byte, and the bits that fill the last byte are 0.
 */
final class CorrectBits {
  /** The longest file: seven digits, the line feed, and the bits of the largest test set. */
  static final int LIMIT = 8 + Correctness.MOST / 8;

  private static final int DIGITS = 7;

  private CorrectBits() {}

  static byte[] write(Correctness correct) {
    byte[] count = (correct.images() + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] bits = correct.right().toByteArray();
    byte[] file = Arrays.copyOf(count, count.length + bytes(correct.images()));
    System.arraycopy(bits, 0, file, count.length, bits.length);
    return file;
  }

  /**
   * Read what {@link #write} writes.
   *
   * @throws StoreException.Corrupt if it is anything else
   */
  static Correctness read(byte[] file) {
    int end = 0;
    int images = 0;
    while (end < Math.min(DIGITS, file.length) && file[end] >= '0' && file[end] <= '9') {
      images = 10 * images + file[end++] - '0';
    }
    boolean counted = end > 0 && end < file.length && file[end] == '\n' && file[0] != '0';
    if (!counted || images > Correctness.MOST || file.length != end + 1 + bytes(images)) {
      throw new StoreException.Corrupt(
          "the bits of the test images are not a number of at most %d images and a bit for each"
              .formatted(Correctness.MOST));
    }
    BitSet right = BitSet.valueOf(Arrays.copyOfRange(file, end + 1, file.length));
    if (right.length() > images) {
      throw new StoreException.Corrupt("there are bits of more test images than " + images);
    }
    return new Correctness(images, right);
  }

  private static int bytes(int images) {
    return (images + 7) / 8;
  }
}
