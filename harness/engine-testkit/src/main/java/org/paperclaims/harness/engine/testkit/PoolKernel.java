package org.paperclaims.harness.engine.testkit;

import java.util.List;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.Window;

/** Pooling over windows; of equal largest numbers the first in row-major order counts. */
final class PoolKernel implements Kernel {
  private final Node.Pool node;

  PoolKernel(Node.Pool node) {
    this.node = node;
  }

  @Override
  public void forward(List<Volume> operands, Volume out) {
    walk(operands.get(0), out, false);
  }

  @Override
  public void backward(List<Volume> operands, Volume out) {
    walk(operands.get(0), out, true);
  }

  private void walk(Volume in, Volume out, boolean backward) {
    for (int n = 0; n < out.n; n++) {
      for (int c = 0; c < out.c; c++) {
        for (int row = 0; row < out.h; row++) {
          for (int column = 0; column < out.w; column++) {
            window(in, out, n, c, row, column, backward);
          }
        }
      }
    }
  }

  private void window(Volume in, Volume out, int n, int c, int row, int column, boolean backward) {
    Window w = node.window();
    int top = row * w.strideHeight() - w.padHeight();
    int left = column * w.strideWidth() - w.padWidth();
    int place = out.at(n, c, row, column);
    int best = -1;
    int inside = 0;
    double sum = 0;
    for (int y = Math.max(0, top); y < Math.min(in.h, top + w.kernelHeight()); y++) {
      for (int x = Math.max(0, left); x < Math.min(in.w, left + w.kernelWidth()); x++) {
        int i = in.at(n, c, y, x);
        if (best < 0 || in.value[i] > in.value[best]) {
          best = i;
        }
        sum += in.value[i];
        inside++;
      }
    }
    if (node.kind() == PoolKind.MAX) {
      if (backward) {
        in.gradient[best] += out.gradient[place];
      } else {
        out.value[place] = in.value[best];
      }
      return;
    }
    int divisor = node.countPadding() ? w.kernelHeight() * w.kernelWidth() : inside;
    if (!backward) {
      out.value[place] = sum / divisor;
      return;
    }
    for (int y = Math.max(0, top); y < Math.min(in.h, top + w.kernelHeight()); y++) {
      for (int x = Math.max(0, left); x < Math.min(in.w, left + w.kernelWidth()); x++) {
        in.gradient[in.at(n, c, y, x)] += out.gradient[place] / divisor;
      }
    }
  }
}
