package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;

/** Pooling over windows; of equal maxima the first, row by row, gets the gradient. */
final class PoolStep extends PlaneStep {
  private final Window window;
  private final boolean max;
  private final boolean countPadding;
  private final int height;
  private final int width;
  private final int outWidth;

  PoolStep(Node.Pool node, Machine machine, Slot in, Shape shape) {
    super(machine, in, shape, 0);
    window = node.window();
    max = node.kind() == PoolKind.MAX;
    countPadding = node.countPadding();
    height = in.shape().height();
    width = in.shape().width();
    outWidth = shape.width();
  }

  @Override
  void forward(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      int top = top(i);
      int left = left(i);
      if (max) {
        y[i] = x[largest(x, top, left)];
        continue;
      }
      float sum = 0;
      for (int r = Math.max(0, top); r < bottom(top); r++) {
        for (int c = Math.max(0, left); c < right(left); c++) {
          sum += x[r * width + c];
        }
      }
      y[i] = sum / divisor(top, left);
    }
  }

  @Override
  void backward(float[] x, float[] y, float[] dy, float[] dx) {
    for (int i = 0; i < dy.length; i++) {
      int top = top(i);
      int left = left(i);
      if (max) {
        dx[largest(x, top, left)] += dy[i];
        continue;
      }
      float share = dy[i] / divisor(top, left);
      for (int r = Math.max(0, top); r < bottom(top); r++) {
        for (int c = Math.max(0, left); c < right(left); c++) {
          dx[r * width + c] += share;
        }
      }
    }
  }

  private int top(int i) {
    return i / outWidth * window.strideHeight() - window.padHeight();
  }

  private int left(int i) {
    return i % outWidth * window.strideWidth() - window.padWidth();
  }

  private int bottom(int top) {
    return Math.min(height, top + window.kernelHeight());
  }

  private int right(int left) {
    return Math.min(width, left + window.kernelWidth());
  }

  /** Find the window's largest number; a number that is none counts as the largest. */
  private int largest(float[] x, int top, int left) {
    int best = Math.max(0, top) * width + Math.max(0, left);
    for (int r = Math.max(0, top); r < bottom(top); r++) {
      for (int c = Math.max(0, left); c < right(left); c++) {
        float v = x[r * width + c];
        if (v > x[best] || Float.isNaN(v)) {
          best = r * width + c;
        }
      }
    }
    return best;
  }

  private int divisor(int top, int left) {
    return countPadding
        ? window.kernelHeight() * window.kernelWidth()
        : (bottom(top) - Math.max(0, top)) * (right(left) - Math.max(0, left));
  }
}
