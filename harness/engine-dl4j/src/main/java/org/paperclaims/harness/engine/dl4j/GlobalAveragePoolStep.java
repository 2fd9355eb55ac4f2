package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.architectures.Shape;

/** The average of each plane. */
final class GlobalAveragePoolStep extends PlaneStep {
  GlobalAveragePoolStep(Machine machine, Slot in) {
    super(machine, in, Shape.vector(in.shape().channels()), 0);
  }

  @Override
  void forward(float[] x, float[] y) {
    double sum = 0;
    for (float v : x) {
      sum += v;
    }
    y[0] = (float) (sum / x.length);
  }

  @Override
  void backward(float[] x, float[] y, float[] dy, float[] dx) {
    float share = dy[0] / dx.length;
    for (int j = 0; j < dx.length; j++) {
      dx[j] += share;
    }
  }
}
