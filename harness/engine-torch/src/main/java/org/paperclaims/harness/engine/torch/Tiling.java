package org.paperclaims.harness.engine.torch;

/**
 * How rows of numbers are cut into tiles: some rows together, or panels of one row if that has very
 * many channels.
 *
 * @param channels in a row
 * @param panel how many channels are worked on together: all if they fit into a tile
 * @param rows how many a tile has: one if not all channels fit
 */
record Tiling(int channels, int panel, int rows) {
  /** Cut rows of so many channels into tiles of at most so many numbers. */
  static Tiling of(int channels, int most) {
    return new Tiling(channels, Math.min(channels, most), Math.max(1, most / channels));
  }

  /** Give the distance from one tile to the next of the same channels. */
  int stride() {
    return rows * channels;
  }

  /** Give how many channels the panel has that begins with the given one. */
  int width(int from) {
    return Math.min(panel, channels - from);
  }

  /** Give how many numbers a tile of that panel has. */
  int size(int from) {
    return rows * width(from);
  }
}
