package org.paperclaims.harness.engine.testkit;

import java.util.List;
import org.paperclaims.architectures.Node;

/** The largest number of each bin of a pyramid; of equal ones the first in row-major order. */
final class PyramidPoolKernel implements Kernel {
  private final Node.PyramidPool node;

  PyramidPoolKernel(Node.PyramidPool node) {
    this.node = node;
  }

  /** Is told every bin: the place of its largest number, and its place in the output. */
  private interface Bin {
    void of(int largest, int out);
  }

  @Override
  public void forward(List<Volume> operands, Volume out) {
    Volume in = operands.get(0);
    bins(in, out, (largest, place) -> out.value[place] = in.value[largest]);
  }

  @Override
  public void backward(List<Volume> operands, Volume out) {
    Volume in = operands.get(0);
    bins(in, out, (largest, place) -> in.gradient[largest] += out.gradient[place]);
  }

  private void bins(Volume in, Volume out, Bin bin) {
    for (int n = 0; n < in.n; n++) {
      for (int c = 0; c < in.c; c++) {
        int place = out.at(n, c, 0, 0);
        for (int side : node.levels()) {
          for (int i = 0; i < side * side; i++) {
            bin.of(largest(in, n, c, side, i), place++);
          }
        }
      }
    }
  }

  private static int largest(Volume in, int n, int c, int side, int bin) {
    int best = -1;
    for (int y = Node.PyramidPool.start(bin / side, side, in.h);
        y < Node.PyramidPool.end(bin / side, side, in.h);
        y++) {
      for (int x = Node.PyramidPool.start(bin % side, side, in.w);
          x < Node.PyramidPool.end(bin % side, side, in.w);
          x++) {
        int i = in.at(n, c, y, x);
        best = best < 0 || in.value[i] > in.value[best] ? i : best;
      }
    }
    return best;
  }
}
