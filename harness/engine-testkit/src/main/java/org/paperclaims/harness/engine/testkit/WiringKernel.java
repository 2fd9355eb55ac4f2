package org.paperclaims.harness.engine.testkit;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.paperclaims.architectures.Node;

/**
 * Nodes that only move numbers, each with a factor of its own: sums, concatenation, global average,
 * dropout, the padded shortcut.
 */
final class WiringKernel implements Kernel {
  private final Node node;
  private final Optional<SplittableRandom> draws;

  WiringKernel(Node node, Optional<SplittableRandom> draws) {
    this.node = node;
    this.draws = draws;
  }

  /** Is told every wire: which operand, its index, the output's index, and the factor. */
  private interface Wire {
    void of(Volume operand, int in, int out, double factor);
  }

  @Override
  public void forward(List<Volume> operands, Volume out) {
    wires(operands, out, (v, in, o, factor) -> out.value[o] += factor * v.value[in]);
  }

  @Override
  public void backward(List<Volume> operands, Volume out) {
    wires(operands, out, (v, in, o, factor) -> v.gradient[in] += factor * out.gradient[o]);
  }

  private void wires(List<Volume> operands, Volume out, Wire wire) {
    Volume first = operands.get(0);
    if (node instanceof Node.Add n) {
      for (int k = 0; k < operands.size(); k++) {
        for (int i = 0; i < out.value.length; i++) {
          wire.of(operands.get(k), i, i, n.scales().get(k));
        }
      }
    } else if (node instanceof Node.Concat) {
      concat(operands, out, wire);
    } else if (node instanceof Node.GlobalAveragePool) {
      int pixels = first.h * first.w;
      for (int i = 0; i < first.value.length; i++) {
        wire.of(first, i, i / pixels, 1.0 / pixels);
      }
    } else if (node instanceof Node.Dropout n) {
      for (int i = 0; i < out.value.length; i++) {
        boolean kept = draws.map(d -> d.nextDouble() >= n.rate()).orElse(true);
        double scale = draws.isPresent() ? 1 / (1 - n.rate()) : 1;
        wire.of(first, i, i, kept ? scale : 0);
      }
    } else if (node instanceof Node.PadShortcut n) {
      padShortcut(n, first, out, wire);
    } else {
      throw new IllegalArgumentException("the oracle does not know " + node);
    }
  }

  private static void concat(List<Volume> operands, Volume out, Wire wire) {
    for (int n = 0; n < out.n; n++) {
      int channel = 0;
      for (Volume operand : operands) {
        int numbers = operand.c * out.h * out.w;
        for (int i = 0; i < numbers; i++) {
          wire.of(operand, n * numbers + i, out.at(n, channel, 0, 0) + i, 1);
        }
        channel += operand.c;
      }
    }
  }

  private static void padShortcut(Node.PadShortcut node, Volume in, Volume out, Wire wire) {
    int before = node.before();
    for (int n = 0; n < in.n; n++) {
      for (int c = 0; c < in.c; c++) {
        for (int y = 0; y < out.h; y++) {
          for (int x = 0; x < out.w; x++) {
            int from = in.at(n, c, y * node.stride(), x * node.stride());
            wire.of(in, from, out.at(n, c + before, y, x), 1);
          }
        }
      }
    }
  }
}
