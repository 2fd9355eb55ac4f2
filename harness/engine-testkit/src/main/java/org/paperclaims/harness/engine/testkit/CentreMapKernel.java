package org.paperclaims.harness.engine.testkit;

import java.util.List;
import org.paperclaims.architectures.Node;

/** A Gaussian in the middle of every picture, whatever it holds. */
final class CentreMapKernel implements Kernel {
  private final Node.CentreMap node;

  CentreMapKernel(Node.CentreMap node) {
    this.node = node;
  }

  @Override
  public void forward(List<Volume> operands, Volume out) {
    for (int n = 0; n < out.n; n++) {
      for (int y = 0; y < out.h; y++) {
        for (int x = 0; x < out.w; x++) {
          double distance = Math.hypot(y - out.h / 2.0, x - out.w / 2.0);
          out.value[out.at(n, 0, y, x)] = Math.exp(-Math.pow(distance / node.sigma(), 2) / 2);
        }
      }
    }
  }

  @Override
  public void backward(List<Volume> operands, Volume out) {
    // The map is the same whatever the picture holds.
  }
}
