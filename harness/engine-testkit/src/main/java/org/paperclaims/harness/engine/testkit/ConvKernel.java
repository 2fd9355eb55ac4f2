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
    int step = w.strideWidth();
    for (int n = 0; n < out.n; n++) {
      for (int o = 0; o < out.c; o++) {
        for (int i = 0; i < inChannels; i++) {
          int channel = o / outChannels * inChannels + i;
          for (int y = 0; y < w.kernelHeight(); y++) {
            for (int x = 0; x < w.kernelWidth(); x++) {
              int weight = ((o * inChannels + i) * w.kernelHeight() + y) * w.kernelWidth() + x;
              int left = x - w.padWidth();
              // The columns whose window has this weight inside the image.
              int first = (Math.max(0, -left) + step - 1) / step;
              int count = Math.min(out.w, (in.w - left + step - 1) / step) - first;
              for (int row = 0; row < out.h; row++) {
                int inRow = row * w.strideHeight() - w.padHeight() + y;
                if (inRow < 0 || inRow >= in.h) {
                  continue;
                }
                int to = out.at(n, o, row, first);
                int from = in.at(n, channel, inRow, 0) + left + first * step;
                if (backward) {
                  slopes[weight] =
                      back(out, to, in, from, step, count, weights[weight], slopes[weight]);
                } else {
                  forth(in, from, step, out, to, count, weights[weight]);
                }
              }
            }
          }
        }
      }
    }
  }

  private void forth(Volume in, int from, int step, Volume out, int to, int count, double weight) {
    for (int k = 0; k < count; k++) {
      out.value[to + k] = arithmetic.of(out.value[to + k] + in.value[from + k * step] * weight);
    }
  }

  /** Give the slope by the weight with the products of a row added. */
  private double back(
      Volume out, int to, Volume in, int from, int step, int count, double weight, double slope) {
    double sum = slope;
    for (int k = 0; k < count; k++) {
      double given = out.gradient[to + k];
      int place = from + k * step;
      in.gradient[place] = arithmetic.of(in.gradient[place] + given * weight);
      sum = arithmetic.of(sum + given * in.value[place]);
    }
    return sum;
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
