package org.paperclaims.datasets;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A regression from a known teacher (EraseReLU, arXiv 1709.07634, on stacked nonlinear layers that
 * must fit a linear map): x is drawn from the standard normal in R^32, y in R^32 is what the
 * teacher makes of it, without noise and with a variance near 1. The linear teacher is {@code y =
 * xA}; the nonlinear one, its control, is {@code y = (max(0, xB) - E) C} with 64 hidden units.
 */
record Teacher(String name, boolean linear) implements Source {
  private static final long SEED = 1709_07634L;
  private static final int VERSION = 1;
  private static final int SIZE = 32;
  private static final int HIDDEN = 64;
  private static final int TRAIN = 10_000;
  private static final int TEST = 2_000;

  /** Any number can be drawn; a larger one is a slip of the pen. */
  private static final int MOST = 1_000_000;

  @Override
  public DatasetOutline outline() {
    return DatasetOutline.vectors(MOST);
  }

  @Override
  public Dataset open(DatasetSpec spec, DataFolder folder, Prefetcher prefetcher) {
    if (spec.pixels() != 0) {
      throw new DatasetException(
          name + " has no pixels: leave pixels at 0, found " + spec.pixels());
    }
    int train = Generated.count(name, "training", spec.images(), TRAIN, MOST);
    int test = Generated.count(name, "test", spec.testImages(), TEST, MOST);
    Generated.Part testPart = spec.validation() ? Generated.Part.VALIDATION : Generated.Part.TEST;
    return new OpenedDataset(
        spec,
        new Task.Regression(SIZE),
        new ImageSize(SIZE, 1, 1),
        new ExampleSplit(new Pairs(this, Generated.Part.TRAIN, train), prefetcher),
        new ExampleSplit(new Pairs(this, testPart, test), prefetcher),
        Checksum.of(name + " version " + VERSION + " seed " + SEED),
        prefetcher);
  }

  private float[][] matrix(int rows, int columns, double deviation, long which) {
    float[][] matrix = new float[rows][columns];
    for (int row = 0; row < rows; row++) {
      Draws draws = Draws.of(SEED, which, row, linear ? 0 : 1);
      for (int column = 0; column < columns; column++) {
        matrix[row][column] = (float) (deviation * draws.gaussian());
      }
    }
    return matrix;
  }

  /** The pairs of x and y of one part, each made when it is first asked for. */
  private static final class Pairs implements Examples {
    /** More are made again in every epoch. */
    private static final int MOST_KEPT = 1 << 18;

    private final Generated.Part part;
    private final int count;
    private final boolean linear;
    private final float[][] first;
    private final float[][] second;

    /** Each pair's x and then its y. */
    private final @Nullable AtomicReferenceArray<float[]> kept;

    Pairs(Teacher teacher, Generated.Part part, int count) {
      this.part = part;
      this.count = count;
      this.kept = count > MOST_KEPT ? null : new AtomicReferenceArray<>(count);
      this.linear = teacher.linear;
      int hidden = linear ? SIZE : HIDDEN;
      this.first = teacher.matrix(SIZE, hidden, Math.sqrt(1.0 / SIZE), 1);
      // The rectified standard normal has the variance 1/2 - 1/(2 pi).
      double variance = 0.5 - 1 / (2 * Math.PI);
      this.second = teacher.matrix(HIDDEN, SIZE, Math.sqrt(1 / (HIDDEN * variance)), 2);
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public int inputs() {
      return SIZE;
    }

    @Override
    public int targets() {
      return SIZE;
    }

    @Override
    public Writer plain() {
      return this::write;
    }

    @Override
    public Writer augmented(EpochOrder order) {
      if (!order.augmentation().steps().isEmpty()) {
        throw new DatasetException(
            "vectors cannot be augmented: leave augmentation empty, found "
                + order.augmentation().steps());
      }
      return this::write;
    }

    private void write(int index, UnfinishedBatch batch, int slot) {
      float[] pair = kept == null ? null : kept.get(index);
      if (pair == null) {
        pair = made(index);
        if (kept != null) {
          kept.set(index, pair);
        }
      }
      System.arraycopy(pair, 0, batch.inputs(), slot * SIZE, SIZE);
      System.arraycopy(pair, SIZE, batch.targets(), slot * SIZE, SIZE);
    }

    private float[] made(int index) {
      Draws draws = Draws.of(SEED, part.key(), index, 3);
      float[] x = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        x[i] = (float) draws.gaussian();
      }
      float[] y = multiply(x, first);
      if (!linear) {
        float centre = (float) (1 / Math.sqrt(2 * Math.PI));
        for (int i = 0; i < HIDDEN; i++) {
          y[i] = Math.max(0, y[i]) - centre;
        }
        y = multiply(y, second);
      }
      float[] pair = Arrays.copyOf(x, 2 * SIZE);
      System.arraycopy(y, 0, pair, SIZE, SIZE);
      return pair;
    }

    private static float[] multiply(float[] vector, float[][] matrix) {
      float[] product = new float[matrix[0].length];
      for (int row = 0; row < vector.length; row++) {
        for (int column = 0; column < product.length; column++) {
          product[column] += vector[row] * matrix[row][column];
        }
      }
      return product;
    }
  }
}
