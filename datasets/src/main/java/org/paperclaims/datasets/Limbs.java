package org.paperclaims.datasets;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The embedded data set of bodies: 32x32 colour images with a bent limb of four parts, drawn by
 * {@link LimbPainter} when they are first asked for, to the same bytes on every JVM. The targets
 * are maps of 8x8 cells.
 */
final class Limbs implements Source {
  static final ImageSize SIZE = new ImageSize(3, LimbPainter.SIDE, LimbPainter.SIDE);
  static final Task.HeatMaps TASK = new Task.HeatMaps(LimbPainter.PARTS, 8, 8, 4);

  /** The spread of a part's map, in cells. */
  static final double SIGMA = 0.8;

  /** The statistics of the 10,000 training images; a test computes them again. */
  static final Normalisation NORMALISATION =
      new Normalisation(List.of(0.3541, 0.3460, 0.3458), List.of(0.1323, 0.1294, 0.1294));

  private static final int TRAIN = 10_000;
  private static final int TEST = 2_000;

  /** Drawn images stay on the heap, 3 kB each. */
  private static final int MOST = 100_000;

  /** The drawn images, kept from one opening to the next. */
  private final Map<Generated.Part, AtomicReferenceArray<byte[]>> drawn =
      new EnumMap<>(Generated.Part.class);

  Limbs() {
    for (Generated.Part part : Generated.Part.values()) {
      drawn.put(part, new AtomicReferenceArray<>(MOST));
    }
  }

  @Override
  public String name() {
    return "limbs";
  }

  @Override
  public DatasetOutline outline() {
    return DatasetOutline.bodies(MOST, MOST, LimbPainter.SIDE, TASK);
  }

  @Override
  public Dataset open(DatasetSpec spec, DataFolder folder, Prefetcher prefetcher) {
    if (spec.pixels() != 0 && spec.pixels() != LimbPainter.SIDE) {
      throw new DatasetException(
          "the images of limbs keep their %d pixels, for their maps do: leave pixels at 0, found %d"
              .formatted(LimbPainter.SIDE, spec.pixels()));
    }
    int train = Generated.count(name(), "training", spec.images(), TRAIN, MOST);
    int test = Generated.count(name(), "test", spec.testImages(), TEST, MOST);
    Generated.Part testPart = spec.validation() ? Generated.Part.VALIDATION : Generated.Part.TEST;
    return new OpenedDataset(
        spec,
        TASK,
        SIZE,
        split(Generated.Part.TRAIN, train, prefetcher),
        split(testPart, test, prefetcher),
        Checksum.of(LimbPainter.VERSION + " sigma " + SIGMA),
        prefetcher);
  }

  private Split split(Generated.Part part, int count, Prefetcher prefetcher) {
    return new HeatMapSplit(
        new Drawn(part, count, Objects.requireNonNull(drawn.get(part))),
        NORMALISATION,
        new HeatMapPainter(TASK, SIGMA),
        prefetcher);
  }

  /** Images drawn once, at their first use. */
  private record Drawn(Generated.Part part, int count, AtomicReferenceArray<byte[]> drawn)
      implements PosedImages {
    @Override
    public ImageSize size() {
      return SIZE;
    }

    @Override
    public Pose of(int index) {
      return LimbPainter.pose(part.key(), index);
    }

    @Override
    public void read(int index, Raster into) {
      byte[] image = drawn.get(index);
      if (image == null) {
        // Two threads may draw the same image; they draw the same bytes.
        image = LimbPainter.paint(part.key(), index);
        drawn.set(index, image);
      }
      into.reshape(SIZE);
      System.arraycopy(image, 0, into.data(), 0, image.length);
    }
  }
}
