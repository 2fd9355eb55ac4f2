package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;

/** The parameter-free shortcut: every stride-th pixel, and new channels of zeros. */
final class PadShortcutStep extends PlaneStep {
  private final int stride;
  private final int width;
  private final int outWidth;

  PadShortcutStep(Node.PadShortcut node, Machine machine, Slot in, Shape shape) {
    super(machine, in, shape, node.before());
    stride = node.stride();
    width = in.shape().width();
    outWidth = shape.width();
  }

  @Override
  void forward(float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = x[source(i)];
    }
  }

  @Override
  void backward(float[] x, float[] y, float[] dy, float[] dx) {
    for (int i = 0; i < dy.length; i++) {
      dx[source(i)] += dy[i];
    }
  }

  private int source(int i) {
    return i / outWidth * stride * width + i % outWidth * stride;
  }
}
