package org.paperclaims.harness.engine.testkit;

import java.util.List;
import org.paperclaims.architectures.Node;

/**
 * Local response normalisation (Krizhevsky et al. 2012, section 3.3). Around channel c lie the
 * channels from {@code c - size / 2} to {@code c + (size - 1) / 2} that there are.
 */
final class LocalResponseNormKernel implements Kernel {
  private final Node.LocalResponseNorm node;

  LocalResponseNormKernel(Node.LocalResponseNorm node) {
    this.node = node;
  }

  private double base(Volume in, int n, int c, int y, int x) {
    double squares = 0;
    for (int d = from(c); d <= to(in, c); d++) {
      double v = in.value[in.at(n, d, y, x)];
      squares += v * v;
    }
    return node.k() + node.alpha() / node.size() * squares;
  }

  private int from(int c) {
    return Math.max(0, c - node.size() / 2);
  }

  private int to(Volume in, int c) {
    return Math.min(in.c - 1, c + (node.size() - 1) / 2);
  }

  @Override
  public void forward(List<Volume> operands, Volume out) {
    each(operands.get(0), out, false);
  }

  @Override
  public void backward(List<Volume> operands, Volume out) {
    each(operands.get(0), out, true);
  }

  private void each(Volume in, Volume out, boolean backward) {
    for (int n = 0; n < in.n; n++) {
      for (int c = 0; c < in.c; c++) {
        for (int y = 0; y < in.h; y++) {
          for (int x = 0; x < in.w; x++) {
            int place = in.at(n, c, y, x);
            double base = base(in, n, c, y, x);
            if (!backward) {
              out.value[place] = in.value[place] * Math.pow(base, -node.beta());
              continue;
            }
            double gradient = out.gradient[place];
            in.gradient[place] += gradient * Math.pow(base, -node.beta());
            double shared =
                -gradient
                    * in.value[place]
                    * node.beta()
                    * Math.pow(base, -node.beta() - 1)
                    * 2
                    * node.alpha()
                    / node.size();
            for (int d = from(c); d <= to(in, c); d++) {
              in.gradient[in.at(n, d, y, x)] += shared * in.value[in.at(n, d, y, x)];
            }
          }
        }
      }
    }
  }
}
