package org.paperclaims.harness.measure;

import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.ImageSize;

/** Changes of images of which a network is asked what it makes of them. */
final class ImageEdits {
  private ImageEdits() {}

  /** Move every image to the right; the pixels of its left edge are repeated. */
  static Batch moved(Batch batch, ImageSize size, int pixels) {
    float[] from = batch.inputs();
    float[] to = new float[from.length];
    int width = size.width();
    for (int row = 0; row < from.length; row += width) {
      for (int x = 0; x < width; x++) {
        to[row + x] = from[row + Math.max(0, x - pixels)];
      }
    }
    return new Batch(batch.size(), to, batch.labels(), batch.targets());
  }

  /** Cover a square of every image by the mean colour, which is 0 after normalisation. */
  static Batch covered(Batch batch, ImageSize size, int top, int left, int side) {
    float[] to = batch.inputs().clone();
    int plane = size.height() * size.width();
    for (int from = 0; from < to.length; from += plane) {
      for (int y = top; y < top + side; y++) {
        int row = from + y * size.width() + left;
        java.util.Arrays.fill(to, row, row + side, 0);
      }
    }
    return new Batch(batch.size(), to, batch.labels(), batch.targets());
  }
}
