package org.paperclaims.harness.engine.torch;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The passes of a batch normalisation, forward with the sum and the rectifier that follow it, over
 * numbers whose channels are innermost: what libtorch has one by one, in fewer passes.
 *
 * <p>The numbers are brought to an array in tiles: some rows, or a part of one if it has very many
 * channels. Every loop over a tile is plain enough for the compiler to make vector instructions of
 * it, so a channel's parameter is repeated once a row. All that a loop reads and writes lies in one
 * array at fixed distances of whole cache lines, since the compiler aligns only one of a loop's
 * arrays: with an array each, nearly every vector straddled two lines. Not for two threads at once.
 */
final class NormKernel {
  /** About how many numbers a tile has: all parts together take less than half of 32 KiB. */
  private static final int TILE = 384;

  /** After so many tiles, sums in float go over to sums in double, which lose nothing. */
  private static final int TILES_PER_SUM = 64;

  /** Room of a part in the array: an odd number of lines, for places in all sets of a cache. */
  private static final int PART = TILE + 16;

  private static final int FIRST = 0;
  private static final int SECOND = PART;
  private static final int SCALE = 2 * PART;
  private static final int SHIFT = 3 * PART;
  private static final int CENTRE = 4 * PART;
  private static final int CURVE = 5 * PART;
  private static final int SUMS = 6 * PART;
  private static final int PRODUCTS = 7 * PART;

  private final float[] parts = new float[8 * PART];
  private final int channels;
  private final Tiling tiling;

  /** Make the kernel for so many channels. */
  NormKernel(int channels) {
    this.channels = channels;
    this.tiling = Tiling.of(channels, TILE);
  }

  /**
   * Find the mean of each channel and the sum of squared differences from it.
   *
   * @param x rows x channels, at least one row
   * @param mean where to put the means
   * @param squares where to put the sums of squares
   */
  void moments(FloatBuffer x, double[] mean, double[] squares) {
    int count = x.capacity();
    int stride = tiling.stride();
    double rows = (double) count / channels;
    double[] differences = new double[channels];
    Arrays.fill(squares, 0, channels, 0);
    float[] near = near(x);
    for (int from = 0; from < channels; from += tiling.panel()) {
      repeat(near, from, CENTRE);
      int tile = tiling.size(from);
      int tiles = 0;
      for (int at = from; at < count; at += stride) {
        int n = Math.min(tile, count - at);
        x.get(at, parts, FIRST, n);
        addDifferences(parts, n);
        if (++tiles % TILES_PER_SUM == 0) {
          collect(differences, squares, from);
        }
      }
      collect(differences, squares, from);
    }
    for (int c = 0; c < channels; c++) {
      mean[c] = near[c] + differences[c] / rows;
      squares[c] = Math.max(0, squares[c] - differences[c] * differences[c] / rows);
    }
  }

  /**
   * Find a number near each mean: differences are taken from it, so that their squares cancel
   * little.
   */
  private float[] near(FloatBuffer x) {
    float[] first = new float[Math.min(tiling.stride(), x.capacity())];
    x.get(0, first);
    float[] near = new float[channels];
    for (int i = 0; i < first.length; i++) {
      near[i % channels] += first[i];
    }
    for (int c = 0; c < channels; c++) {
      near[c] /= (float) first.length / channels;
    }
    return near;
  }

  /**
   * Put out {@code x * scale + shift}, plus another tensor, rectified.
   *
   * @param other what is added, or null
   * @param rectify whether negative results become zero
   */
  void normalise(
      FloatBuffer x,
      @Nullable FloatBuffer other,
      boolean rectify,
      float[] scale,
      float[] shift,
      FloatBuffer out) {
    int count = x.capacity();
    int stride = tiling.stride();
    for (int from = 0; from < channels; from += tiling.panel()) {
      repeat(scale, from, SCALE);
      repeat(shift, from, SHIFT);
      int tile = tiling.size(from);
      for (int at = from; at < count; at += stride) {
        int n = Math.min(tile, count - at);
        x.get(at, parts, FIRST, n);
        if (other != null) {
          other.get(at, parts, SECOND, n);
          if (rectify) {
            scaleShiftAddRectify(parts, n);
          } else {
            scaleShiftAdd(parts, n);
          }
        } else if (rectify) {
          scaleShiftRectify(parts, n);
        } else {
          scaleShift(parts, n);
        }
        out.put(at, parts, FIRST, n);
      }
    }
  }

  /**
   * Find the sums by channel of a gradient.
   *
   * @param gradient of the normalised numbers
   * @param x what was normalised
   * @param mean its mean by channel
   * @param sum where to put the sums of the gradient
   * @param product where to put the sums of its products with {@code x - mean}
   */
  void gather(FloatBuffer gradient, FloatBuffer x, float[] mean, double[] sum, double[] product) {
    Arrays.fill(sum, 0, channels, 0);
    Arrays.fill(product, 0, channels, 0);
    int count = x.capacity();
    int stride = tiling.stride();
    for (int from = 0; from < channels; from += tiling.panel()) {
      repeat(mean, from, CENTRE);
      int tile = tiling.size(from);
      int tiles = 0;
      for (int at = from; at < count; at += stride) {
        int n = Math.min(tile, count - at);
        gradient.get(at, parts, FIRST, n);
        x.get(at, parts, SECOND, n);
        addProducts(parts, n);
        if (++tiles % TILES_PER_SUM == 0) {
          collect(sum, product, from);
        }
      }
      collect(sum, product, from);
    }
  }

  /** Put out {@code gradient * scale + (x - mean) * curve + shift}; may overwrite the gradient. */
  void spread(
      FloatBuffer gradient,
      FloatBuffer x,
      float[] mean,
      float[] scale,
      float[] curve,
      float[] shift,
      FloatBuffer out) {
    int count = x.capacity();
    int stride = tiling.stride();
    for (int from = 0; from < channels; from += tiling.panel()) {
      repeat(mean, from, CENTRE);
      repeat(scale, from, SCALE);
      repeat(curve, from, CURVE);
      repeat(shift, from, SHIFT);
      int tile = tiling.size(from);
      for (int at = from; at < count; at += stride) {
        int n = Math.min(tile, count - at);
        gradient.get(at, parts, FIRST, n);
        x.get(at, parts, SECOND, n);
        combine(parts, n);
        out.put(at, parts, FIRST, n);
      }
    }
  }

  /** Fill a part with the numbers of a panel's channels, once for every row of a tile. */
  private void repeat(float[] ofChannel, int from, int part) {
    int width = tiling.width(from);
    for (int at = 0; at < tiling.size(from); at += width) {
      System.arraycopy(ofChannel, from, parts, part + at, width);
    }
  }

  /** Move the sums of a tile's places to the sums of the channels. */
  private void collect(double[] sum, double[] product, int from) {
    int width = tiling.width(from);
    for (int row = 0; row < tiling.size(from); row += width) {
      for (int c = 0; c < width; c++) {
        sum[from + c] += parts[SUMS + row + c];
        product[from + c] += parts[PRODUCTS + row + c];
      }
    }
    Arrays.fill(parts, SUMS, SUMS + PART, 0);
    Arrays.fill(parts, PRODUCTS, PRODUCTS + PART, 0);
  }

  private static void addDifferences(float[] p, int n) {
    for (int i = 0; i < n; i++) {
      float d = p[i] - p[i + CENTRE];
      p[i + SUMS] += d;
      p[i + PRODUCTS] += d * d;
    }
  }

  private static void scaleShift(float[] p, int n) {
    for (int i = 0; i < n; i++) {
      p[i] = p[i] * p[i + SCALE] + p[i + SHIFT];
    }
  }

  private static void scaleShiftRectify(float[] p, int n) {
    for (int i = 0; i < n; i++) {
      float y = p[i] * p[i + SCALE] + p[i + SHIFT];
      p[i] = 0.5f * (y + Math.abs(y));
    }
  }

  private static void scaleShiftAdd(float[] p, int n) {
    for (int i = 0; i < n; i++) {
      p[i] = p[i] * p[i + SCALE] + p[i + SHIFT] + p[i + SECOND];
    }
  }

  private static void scaleShiftAddRectify(float[] p, int n) {
    for (int i = 0; i < n; i++) {
      float y = p[i] * p[i + SCALE] + p[i + SHIFT] + p[i + SECOND];
      p[i] = 0.5f * (y + Math.abs(y));
    }
  }

  private static void addProducts(float[] p, int n) {
    for (int i = 0; i < n; i++) {
      p[i + SUMS] += p[i];
      p[i + PRODUCTS] += p[i] * (p[i + SECOND] - p[i + CENTRE]);
    }
  }

  private static void combine(float[] p, int n) {
    for (int i = 0; i < n; i++) {
      p[i] = p[i] * p[i + SCALE] + ((p[i + SECOND] - p[i + CENTRE]) * p[i + CURVE] + p[i + SHIFT]);
    }
  }
}
