package org.paperclaims.harness.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;

/**
 * The windows of a pool as views of a padded copy of its images: one view for each pixel of the
 * window, with the strides of the pool. So no operation needs to know rules of padding.
 */
final class PaddedWindows {
  private final Window window;
  private final boolean countPadding;
  private final Shape from;
  private final Shape to;
  private final int height;
  private final int width;

  PaddedWindows(Node.Pool node, Shape from, Shape to) {
    this.window = node.window();
    this.countPadding = node.countPadding();
    this.from = from;
    this.to = to;
    height = (to.height() - 1) * window.strideHeight() + window.kernelHeight();
    width = (to.width() - 1) * window.strideWidth() + window.kernelWidth();
  }

  Shape to() {
    return to;
  }

  /** Count the numbers of a padded example. */
  int size() {
    return from.channels() * height * width;
  }

  /** Count the pixels of a window. */
  int pixels() {
    return window.kernelHeight() * window.kernelWidth();
  }

  /** See the same pixel of all windows, by its number in a window, row by row. */
  INDArray pixel(DeviceFloats padded, int n, int number) {
    int row = number / window.kernelWidth();
    int column = number % window.kernelWidth();
    return padded.strided(
        (long) row * width + column,
        new long[] {n, to.channels(), to.height(), to.width()},
        new long[] {
          size(), (long) height * width, (long) window.strideHeight() * width, window.strideWidth()
        });
  }

  /** See where the image lies in the padded copy. */
  INDArray inside(DeviceFloats padded, int n) {
    return padded.strided(
        (long) window.padHeight() * width + window.padWidth(),
        seen(n),
        new long[] {size(), (long) height * width, width, 1});
  }

  /** See the part of the image that windows reach. */
  INDArray reached(DeviceFloats images, int n) {
    return images.strided(
        0, seen(n), new long[] {from.size(), (long) from.height() * from.width(), from.width(), 1});
  }

  private long[] seen(int n) {
    return new long[] {
      n,
      from.channels(),
      Math.min(from.height(), height - window.padHeight()),
      Math.min(from.width(), width - window.padWidth())
    };
  }

  /** Give what each sum of a window is multiplied by to be its average, height x width. */
  float[] shares() {
    float[] shares = new float[to.height() * to.width()];
    for (int i = 0; i < shares.length; i++) {
      int top = i / to.width() * window.strideHeight() - window.padHeight();
      int left = i % to.width() * window.strideWidth() - window.padWidth();
      int rows = Math.min(from.height(), top + window.kernelHeight()) - Math.max(0, top);
      int columns = Math.min(from.width(), left + window.kernelWidth()) - Math.max(0, left);
      shares[i] = 1f / (countPadding ? pixels() : rows * columns);
    }
    return shares;
  }
}
