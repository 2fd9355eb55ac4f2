package org.paperclaims.datasets;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The embedded data set: 32x32 colour images of ten shapes, drawn by {@link ShapePainter} when they
 * are first asked for, to the same bytes on every JVM. Image i is of class i mod 10, so that every
 * subset is stratified.
 */
final class Shapes10 implements Source {
  static final ImageSize SIZE = new ImageSize(3, 32, 32);

  /** The statistics of the 10,000 training images; a test computes them again. */
  static final Normalisation NORMALISATION =
      new Normalisation(List.of(0.5025, 0.5017, 0.5010), List.of(0.2912, 0.2979, 0.2905));

  private static final int TRAIN = 10_000;
  private static final int TEST = 2_000;

  /** Drawn images stay on the heap, 3 kB each. */
  private static final int MOST = 100_000;

  /** The drawn images, kept from one opening to the next. */
  private final Map<Generated.Part, AtomicReferenceArray<byte[]>> drawn =
      new EnumMap<>(Generated.Part.class);

  Shapes10() {
    for (Generated.Part part : Generated.Part.values()) {
      drawn.put(part, new AtomicReferenceArray<>(MOST));
    }
  }

  @Override
  public String name() {
    return "shapes10";
  }

  @Override
  public DatasetOutline outline() {
    return DatasetOutline.images(MOST, MOST, ShapePainter.LABELS.size(), SIZE.height());
  }

  @Override
  public Dataset open(DatasetSpec spec, DataFolder folder, Prefetcher prefetcher) {
    int train = Generated.count(name(), "training", spec.images(), TRAIN, MOST);
    int test = Generated.count(name(), "test", spec.testImages(), TEST, MOST);
    Generated.Part testPart = spec.validation() ? Generated.Part.VALIDATION : Generated.Part.TEST;
    return new StoredImages(
            images(Generated.Part.TRAIN, train),
            images(testPart, test),
            ShapePainter.LABELS,
            NORMALISATION,
            Checksum.of(ShapePainter.VERSION))
        .all(spec, prefetcher);
  }

  private Images images(Generated.Part part, int count) {
    return new DrawnImages(part, count, Objects.requireNonNull(drawn.get(part)));
  }

  /** Images drawn once, at their first use. */
  private record DrawnImages(Generated.Part part, int count, AtomicReferenceArray<byte[]> drawn)
      implements Images {
    @Override
    public ImageSize size() {
      return SIZE;
    }

    @Override
    public int label(int index) {
      return index % ShapePainter.LABELS.size();
    }

    @Override
    public void read(int index, Raster into) {
      byte[] image = drawn.get(index);
      if (image == null) {
        // Two threads may draw the same image; they draw the same bytes.
        image = ShapePainter.paint(part.key(), index, label(index));
        drawn.set(index, image);
      }
      into.reshape(SIZE);
      System.arraycopy(image, 0, into.data(), 0, image.length);
    }
  }
}
