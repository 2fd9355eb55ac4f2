package org.paperclaims.datasets;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The images of another set, each average-pooled to a smaller square and rounded to bytes. Runs
 * that share a data set read each image again in every epoch, so the small ones are kept.
 */
final class PooledImages implements Images {
  /** All of CIFAR's training images at half their side are fewer bytes. */
  private static final long MOST_BYTES = 1L << 26;

  private final Images all;
  private final int pixels;
  private final @Nullable AtomicReferenceArray<byte[]> kept;

  PooledImages(Images all, int pixels) {
    this.all = all;
    this.pixels = pixels;
    ImageSize full = all.size();
    int side = full.height();
    if (full.width() != side || pixels < 1 || side % pixels != 0) {
      String allowed =
          DatasetOutline.divisors(side).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
      throw new DatasetException(
          "images of " + side + " pixels cannot be pooled to " + pixels + "; allowed: " + allowed);
    }
    long bytes = (long) all.count() * size().values();
    this.kept = bytes > MOST_BYTES ? null : new AtomicReferenceArray<>(all.count());
  }

  @Override
  public int count() {
    return all.count();
  }

  @Override
  public ImageSize size() {
    return new ImageSize(all.size().channels(), pixels, pixels);
  }

  @Override
  public int label(int index) {
    return all.label(index);
  }

  @Override
  public void read(int index, Raster into) {
    if (kept == null) {
      pool(index, into);
      return;
    }
    byte[] known = kept.get(index);
    if (known == null) {
      pool(index, into);
      kept.set(index, Arrays.copyOf(into.data(), into.values()));
      return;
    }
    into.reshape(size());
    System.arraycopy(known, 0, into.data(), 0, known.length);
  }

  private void pool(int index, Raster into) {
    all.read(index, into);
    byte[] data = into.data();
    int width = into.width();
    int block = width / pixels;
    int area = block * block;
    int rows = into.channels() * pixels;
    // In place: a pooled pixel never stands after the first pixel that it is made of.
    for (int row = 0, out = 0; row < rows; row++) {
      for (int column = 0; column < pixels; column++, out++) {
        int sum = area / 2;
        for (int y = 0; y < block; y++) {
          int from = (row * block + y) * width + column * block;
          for (int x = 0; x < block; x++) {
            sum += data[from + x] & 0xFF;
          }
        }
        data[out] = (byte) (sum / area);
      }
    }
    into.reshape(into.channels(), pixels, pixels);
  }
}
