package org.paperclaims.harness.engine.torch;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The passes of a batch normalisation, with the sum and the rectifier that follow it, over numbers
 * whose channels are innermost. libtorch has them one by one: together they read and write a tensor
 * about half as often.
 *
 * <p>The numbers are brought in tiles of some rows to arrays, which stay in the first cache; every
 * loop over a tile is plain enough for the compiler to make vector instructions of it, so a
 * channel's parameter is repeated once a row. Not for two threads at once.
 */
final class NormKernel {
  /**
   * About how many numbers a tile has. The seven arrays of a pass fit into 32 KiB with room to
   * spare; with 1,024 the passes of a gradient took twice as long.
   */
  private static final int TILE = 384;

  /** After so many tiles, sums in float go over to sums in double, which lose nothing. */
  private static final int TILES_PER_SUM = 64;

  private final int channels;
  private final int tile;
  private final float[] first;
  private final float[] second;
  private final float[] scale;
  private final float[] shift;
  private final float[] centre;
  private final float[] curve;
  private final float[] sums;
  private final float[] products;

  /** Make the kernel for so many channels. */
  NormKernel(int channels) {
    this.channels = channels;
    this.tile = channels * Math.max(1, TILE / channels);
    this.first = new float[tile];
    this.second = new float[tile];
    this.scale = new float[tile];
    this.shift = new float[tile];
    this.centre = new float[tile];
    this.curve = new float[tile];
    this.sums = new float[tile];
    this.products = new float[tile];
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
    int few = Math.min(tile, count);
    x.get(0, first, 0, few);
    // Differences are taken from a number near the mean, so that their squares cancel little.
    float[] near = new float[channels];
    for (int i = 0; i < few; i++) {
      near[i % channels] += first[i];
    }
    for (int c = 0; c < channels; c++) {
      near[c] /= (float) few / channels;
    }
    repeat(near, centre);
    double[] differences = new double[channels];
    Arrays.fill(squares, 0, channels, 0);
    int tiles = 0;
    for (int at = 0; at < count; at += tile) {
      int n = Math.min(tile, count - at);
      x.get(at, first, 0, n);
      addDifferences(first, centre, sums, products, n);
      if (++tiles % TILES_PER_SUM == 0) {
        collect(differences, squares);
      }
    }
    collect(differences, squares);
    double rows = (double) count / channels;
    for (int c = 0; c < channels; c++) {
      mean[c] = near[c] + differences[c] / rows;
      squares[c] = Math.max(0, squares[c] - differences[c] * differences[c] / rows);
    }
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
      float[] scaleOfChannel,
      float[] shiftOfChannel,
      FloatBuffer out) {
    repeat(scaleOfChannel, scale);
    repeat(shiftOfChannel, shift);
    int count = x.capacity();
    for (int at = 0; at < count; at += tile) {
      int n = Math.min(tile, count - at);
      x.get(at, first, 0, n);
      if (other != null) {
        other.get(at, second, 0, n);
        if (rectify) {
          scaleShiftAddRectify(first, second, scale, shift, n);
        } else {
          scaleShiftAdd(first, second, scale, shift, n);
        }
      } else if (rectify) {
        scaleShiftRectify(first, scale, shift, n);
      } else {
        scaleShift(first, scale, shift, n);
      }
      out.put(at, first, 0, n);
    }
  }

  /**
   * Find what reached the normalised numbers of the gradient, and its sums by channel.
   *
   * @param gradient of what was put out
   * @param more gradient of the same by another reader, or null
   * @param rectified what was put out, if it was rectified; otherwise null
   * @param x what was normalised
   * @param meanOfChannel its mean
   * @param reached where to put the gradient before the rectifier; may be that of what was put out,
   *     and must be where there is neither another reader nor a rectifier
   * @param sumOfChannel where to put the sums of that
   * @param productOfChannel where to put the sums of its products with {@code x - mean}
   */
  void gather(
      FloatBuffer gradient,
      @Nullable FloatBuffer more,
      @Nullable FloatBuffer rectified,
      FloatBuffer x,
      float[] meanOfChannel,
      FloatBuffer reached,
      double[] sumOfChannel,
      double[] productOfChannel) {
    repeat(meanOfChannel, centre);
    Arrays.fill(sumOfChannel, 0, channels, 0);
    Arrays.fill(productOfChannel, 0, channels, 0);
    int count = x.capacity();
    int tiles = 0;
    for (int at = 0; at < count; at += tile) {
      int n = Math.min(tile, count - at);
      gradient.get(at, first, 0, n);
      if (more != null) {
        more.get(at, second, 0, n);
        add(first, second, n);
      }
      if (rectified != null) {
        rectified.get(at, second, 0, n);
        keepWherePositive(first, second, n);
      }
      if (more != null || rectified != null) {
        reached.put(at, first, 0, n);
      }
      x.get(at, second, 0, n);
      addProducts(first, second, centre, sums, products, n);
      if (++tiles % TILES_PER_SUM == 0) {
        collect(sumOfChannel, productOfChannel);
      }
    }
    collect(sumOfChannel, productOfChannel);
  }

  /** Put out {@code gradient * scale + (x - mean) * curve + shift}; may overwrite the gradient. */
  void spread(
      FloatBuffer gradient,
      FloatBuffer x,
      float[] meanOfChannel,
      float[] scaleOfChannel,
      float[] curveOfChannel,
      float[] shiftOfChannel,
      FloatBuffer out) {
    repeat(meanOfChannel, centre);
    repeat(scaleOfChannel, scale);
    repeat(curveOfChannel, curve);
    repeat(shiftOfChannel, shift);
    int count = x.capacity();
    for (int at = 0; at < count; at += tile) {
      int n = Math.min(tile, count - at);
      gradient.get(at, first, 0, n);
      x.get(at, second, 0, n);
      combine(first, second, centre, scale, curve, shift, n);
      out.put(at, first, 0, n);
    }
  }

  private void repeat(float[] ofChannel, float[] tiled) {
    System.arraycopy(ofChannel, 0, tiled, 0, channels);
    for (int filled = channels; filled < tile; filled *= 2) {
      System.arraycopy(tiled, 0, tiled, filled, Math.min(filled, tile - filled));
    }
  }

  /** Move the sums of a tile's places to the sums of the channels. */
  private void collect(double[] sumOfChannel, double[] productOfChannel) {
    for (int row = 0; row < tile; row += channels) {
      for (int c = 0; c < channels; c++) {
        sumOfChannel[c] += sums[row + c];
        productOfChannel[c] += products[row + c];
      }
    }
    Arrays.fill(sums, 0);
    Arrays.fill(products, 0);
  }

  private static void addDifferences(
      float[] x, float[] centre, float[] sums, float[] squares, int n) {
    for (int i = 0; i < n; i++) {
      float d = x[i] - centre[i];
      sums[i] += d;
      squares[i] += d * d;
    }
  }

  private static void scaleShift(float[] x, float[] scale, float[] shift, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = x[i] * scale[i] + shift[i];
    }
  }

  private static void scaleShiftRectify(float[] x, float[] scale, float[] shift, int n) {
    for (int i = 0; i < n; i++) {
      float y = x[i] * scale[i] + shift[i];
      x[i] = 0.5f * (y + Math.abs(y));
    }
  }

  private static void scaleShiftAdd(float[] x, float[] other, float[] scale, float[] shift, int n) {
    for (int i = 0; i < n; i++) {
      x[i] = x[i] * scale[i] + shift[i] + other[i];
    }
  }

  private static void scaleShiftAddRectify(
      float[] x, float[] other, float[] scale, float[] shift, int n) {
    for (int i = 0; i < n; i++) {
      float y = x[i] * scale[i] + shift[i] + other[i];
      x[i] = 0.5f * (y + Math.abs(y));
    }
  }

  private static void add(float[] x, float[] other, int n) {
    for (int i = 0; i < n; i++) {
      x[i] += other[i];
    }
  }

  /**
   * Keep a gradient where a rectified number is positive, and put 0 where it is 0: by a quotient
   * that is 1 or 0, since a choice would not become vector instructions. The number is made larger
   * first, so that even the smallest normal one outweighs what keeps 0 from being divided by 0.
   */
  private static void keepWherePositive(float[] gradient, float[] rectified, int n) {
    for (int i = 0; i < n; i++) {
      float large = rectified[i] * 1e10f;
      gradient[i] *= large / (large + 1e-37f);
    }
  }

  private static void addProducts(
      float[] gradient, float[] x, float[] centre, float[] sums, float[] products, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] += gradient[i];
      products[i] += gradient[i] * (x[i] - centre[i]);
    }
  }

  private static void combine(
      float[] gradient,
      float[] x,
      float[] centre,
      float[] scale,
      float[] curve,
      float[] shift,
      int n) {
    for (int i = 0; i < n; i++) {
      gradient[i] = gradient[i] * scale[i] + ((x[i] - centre[i]) * curve[i] + shift[i]);
    }
  }
}
