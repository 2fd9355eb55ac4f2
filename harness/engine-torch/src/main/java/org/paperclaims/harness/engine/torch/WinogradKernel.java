package org.paperclaims.harness.engine.torch;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Moves numbers between images, whose channels are innermost, and the tiles of Winograd's F(4x4,
 * 3x3). A tile stands for four by four results and has six by six numbers a channel; the tiles of
 * some images lie as 36 planes, one for each of those numbers, of tiles x channels. Images are
 * padded by one zero on every side, and by more on the right and below where their size is no
 * multiple of four.
 *
 * <p>A group of tiles, or a part of one if there are very many channels, is worked on at a time, in
 * arrays that stay in the first cache. Not for two threads at once.
 */
final class WinogradKernel {
  /** How many results a tile stands for in a row or column. */
  static final int RESULT = 4;

  /** How many numbers a tile has in a row or column. */
  static final int SIDE = 6;

  /** How many planes tiles have. */
  static final int PLANES = SIDE * SIDE;

  /** About how many numbers of each plane a group has. */
  private static final int GROUP = WinogradTransform.ROOM - 16;

  private final int height;
  private final int width;
  private final int channels;
  private final int across;
  private final int tiles;
  private final Tiling tiling;

  /** By column of a tile; in each, the rows in turn. */
  private final float[][] columns = new float[SIDE][SIDE * WinogradTransform.ROOM];

  /** Make the kernel for images of that size. */
  WinogradKernel(int height, int width, int channels) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.across = tiles(width);
    this.tiles = tiles(height) * across;
    this.tiling = Tiling.of(channels, GROUP);
  }

  /** Count the tiles along a side of an image. */
  static int tiles(int side) {
    return (side + RESULT - 1) / RESULT;
  }

  /** Count the tiles of an image. */
  int tiles() {
    return tiles;
  }

  /**
   * Transform what is convolved: {@code B' d B}.
   *
   * @param images N x height x width x channels
   * @param first the first of the images to transform
   * @param count how many
   * @param planes 36, of which the first count x {@link #tiles()} x channels are filled
   * @param plane from where one plane begins to where the next does
   */
  void spread(FloatBuffer images, int first, int count, FloatBuffer planes, int plane) {
    int all = count * tiles;
    for (int tile = 0; tile < all; tile += tiling.rows()) {
      int group = Math.min(tiling.rows(), all - tile);
      for (int from = 0; from < channels; from += tiling.panel()) {
        load(images, first * tiles + tile, group, SIDE, 1, from);
        WinogradTransform.input(columns, group * tiling.width(from));
        store(planes, plane, tile * channels + from, group * tiling.width(from));
      }
    }
  }

  /**
   * Transform gradients of results, for the gradient of the weights: {@code A d A'}. The parameters
   * are those of {@link #spread}.
   */
  void spreadResults(FloatBuffer images, int first, int count, FloatBuffer planes, int plane) {
    int all = count * tiles;
    for (int tile = 0; tile < all; tile += tiling.rows()) {
      int group = Math.min(tiling.rows(), all - tile);
      for (int from = 0; from < channels; from += tiling.panel()) {
        load(images, first * tiles + tile, group, RESULT, 0, from);
        WinogradTransform.gradient(columns, group * tiling.width(from));
        store(planes, plane, tile * channels + from, group * tiling.width(from));
      }
    }
  }

  /**
   * Transform products of tiles to results: {@code A' m A}.
   *
   * @param planes 36
   * @param plane from where one plane begins to where the next does
   * @param images N x height x width x channels
   * @param first the first of the images to fill
   * @param count how many
   */
  void collect(FloatBuffer planes, int plane, FloatBuffer images, int first, int count) {
    int all = count * tiles;
    for (int tile = 0; tile < all; tile += tiling.rows()) {
      int group = Math.min(tiling.rows(), all - tile);
      for (int from = 0; from < channels; from += tiling.panel()) {
        int n = group * tiling.width(from);
        for (int place = 0; place < PLANES; place++) {
          planes.get(
              place * plane + tile * channels + from,
              columns[place % SIDE],
              place / SIDE * WinogradTransform.ROOM,
              n);
        }
        WinogradTransform.output(columns, n);
        save(images, first * tiles + tile, group, from);
      }
    }
  }

  /** Write a group's numbers to the planes. */
  private void store(FloatBuffer planes, int plane, int at, int n) {
    for (int place = 0; place < PLANES; place++) {
      planes.put(
          place * plane + at, columns[place % SIDE], place / SIDE * WinogradTransform.ROOM, n);
    }
  }

  /**
   * Read what tiles need of the images.
   *
   * @param tile the first, counted through all images
   * @param group how many
   * @param side how many rows and columns of each
   * @param margin how many of them lie before the tile's results
   * @param from the first channel
   */
  private void load(FloatBuffer images, int tile, int group, int side, int margin, int from) {
    int n = tiling.width(from);
    for (int i = 0; i < group; i++) {
      int image = (tile + i) / tiles;
      int top = (tile + i) % tiles / across * RESULT - margin;
      int left = (tile + i) % across * RESULT - margin;
      for (int row = 0; row < side; row++) {
        int y = top + row;
        int at = row * WinogradTransform.ROOM + i * n;
        int begin = ((image * height + y) * width + left) * channels + from;
        for (int column = 0; column < side; column++) {
          int x = left + column;
          if (y >= 0 && y < height && x >= 0 && x < width) {
            images.get(begin + column * channels, columns[column], at, n);
          } else {
            Arrays.fill(columns[column], at, at + n, 0);
          }
        }
      }
    }
  }

  /** Write results of a group to the images. */
  private void save(FloatBuffer images, int tile, int group, int from) {
    int n = tiling.width(from);
    for (int i = 0; i < group; i++) {
      int image = (tile + i) / tiles;
      int top = (tile + i) % tiles / across * RESULT;
      int left = (tile + i) % across * RESULT;
      for (int row = 0; row < RESULT && top + row < height; row++) {
        int at = WinogradTransform.place(row) * WinogradTransform.ROOM + i * n;
        int begin = ((image * height + top + row) * width + left) * channels + from;
        for (int column = 0; column < RESULT && left + column < width; column++) {
          images.put(begin + column * channels, columns[WinogradTransform.place(column)], at, n);
        }
      }
    }
  }
}
