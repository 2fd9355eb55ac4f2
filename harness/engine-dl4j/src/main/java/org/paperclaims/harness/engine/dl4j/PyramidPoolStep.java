package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;

/** The largest number of each bin of a pyramid; of equal ones the first, row by row, counts. */
final class PyramidPoolStep extends PlaneStep {
  private final Node.PyramidPool node;
  private final int height;
  private final int width;

  PyramidPoolStep(Node.PyramidPool node, Machine machine, Slot in, Shape shape) {
    super(machine, in, shape, 0);
    this.node = node;
    this.height = in.shape().height();
    this.width = in.shape().width();
  }

  @Override
  void forward(float[] x, float[] y) {
    int at = 0;
    for (int side : node.levels()) {
      for (int i = 0; i < side * side; i++) {
        y[at++] = x[largest(x, side, i)];
      }
    }
  }

  @Override
  void backward(float[] x, float[] y, float[] dy, float[] dx) {
    int at = 0;
    for (int side : node.levels()) {
      for (int i = 0; i < side * side; i++) {
        dx[largest(x, side, i)] += dy[at++];
      }
    }
  }

  /** Find a bin's largest number; a number that is none counts as the largest. */
  private int largest(float[] x, int side, int bin) {
    int top = Node.PyramidPool.start(bin / side, side, height);
    int bottom = Node.PyramidPool.end(bin / side, side, height);
    int left = Node.PyramidPool.start(bin % side, side, width);
    int right = Node.PyramidPool.end(bin % side, side, width);
    int best = top * width + left;
    for (int r = top; r < bottom; r++) {
      for (int c = left; c < right; c++) {
        float v = x[r * width + c];
        if (v > x[best] || Float.isNaN(v)) {
          best = r * width + c;
        }
      }
    }
    return best;
  }
}
