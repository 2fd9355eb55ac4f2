package org.paperclaims.harness.engine.testkit;

import java.util.List;
import java.util.Map;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Window;

/** Convolution: every output number is a sum over the window and the group's input channels. */
final class ConvKernel implements Kernel {
  private final Node.Conv node;
  private final Map<String, double[]> tensors;
  private final Map<String, double[]> gradients;
  private final Arithmetic arithmetic;

  ConvKernel(
      Node.Conv node,
      Map<String, double[]> tensors,
      Map<String, double[]> gradients,
      Arithmetic arithmetic) {
    this.node = node;
    this.tensors = tensors;
    this.gradients = gradients;
    this.arithmetic = arithmetic;
  }

  /** Walk every product of an output number, its input number and its weight. */
  private void each(Volume in, Volume out, double[] weights, double[] slopes, boolean backward) {
    Window w = node.window();
    int inChannels = node.inChannels() / node.groups();
    int outChannels = node.outChannels() / node.groups();
    for (int n = 0; n < out.n; n++) {
      for (int o = 0; o < out.c; o++) {
        for (int i = 0; i < inChannels; i++) {
          int channel = o / outChannels * inChannels + i;
          for (int y = 0; y < w.kernelHeight(); y++) {
            for (int x = 0; x < w.kernelWidth(); x++) {
              int weight = ((o * inChannels + i) * w.kernelHeight() + y) * w.kernelWidth() + x;
              for (int row = 0; row < out.h; row++) {
                int inRow = row * w.strideHeight() - w.padHeight() + y;
                if (inRow < 0 || inRow >= in.h) {
                  continue;
                }
                int outRow = out.at(n, o, row, 0);
                int from = in.at(n, channel, inRow, 0) - w.padWidth() + x;
                for (int column = 0; column < out.w; column++) {
                  int inColumn = column * w.strideWidth() - w.padWidth() + x;
                  if (inColumn < 0 || inColumn >= in.w) {
                    continue;
                  }
                  int place = from + column * w.strideWidth();
                  if (backward) {
                    double slope = out.gradient[outRow + column];
                    in.gradient[place] =
                        arithmetic.of(in.gradient[place] + slope * weights[weight]);
                    slopes[weight] = arithmetic.of(slopes[weight] + slope * in.value[place]);
                  } else {
                    int to = outRow + column;
                    out.value[to] =
                        arithmetic.of(out.value[to] + in.value[place] * weights[weight]);
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  @Override
  public void forward(List<Volume> operands, Volume out) {
    Volume in = operands.get(0);
    double[] weights = Tensors.of(tensors, node.name() + ".weight");
    each(in, out, weights, new double[0], false);
    if (node.bias()) {
      double[] bias = Tensors.of(tensors, node.name() + ".bias");
      Tensors.eachChannel(out, (i, channel) -> out.value[i] += bias[channel]);
    }
  }

  @Override
  public void backward(List<Volume> operands, Volume out) {
    Volume in = operands.get(0);
    double[] weights = Tensors.of(tensors, node.name() + ".weight");
    double[] slopes = Tensors.of(gradients, node.name() + ".weight");
    each(in, out, weights, slopes, true);
    if (node.bias()) {
      double[] bias = Tensors.of(gradients, node.name() + ".bias");
      Tensors.eachChannel(
          out, (i, channel) -> bias[channel] = arithmetic.of(bias[channel] + out.gradient[i]));
    }
  }
}
