package org.paperclaims.harness.engine.testkit;

import org.paperclaims.architectures.Shape;

/**
 * The output of a node for a batch: N x C x H x W, row major, with the gradient of the loss for
 * every number.
 */
final class Volume {
  final int n;
  final int c;
  final int h;
  final int w;
  final double[] value;
  final double[] gradient;

  Volume(int n, Shape shape) {
    this.n = n;
    this.c = shape.channels();
    this.h = shape.height();
    this.w = shape.width();
    this.value = new double[n * shape.size()];
    this.gradient = new double[value.length];
  }

  int at(int image, int channel, int row, int column) {
    return ((image * c + channel) * h + row) * w + column;
  }
}
