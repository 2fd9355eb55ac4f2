package org.paperclaims.harness.engine.testkit;

import java.util.List;
import java.util.Map;
import org.paperclaims.architectures.Node;

/** A linear map of the flattened example. */
final class LinearKernel implements Kernel {
  private final Node.Linear node;
  private final Map<String, double[]> tensors;
  private final Map<String, double[]> gradients;
  private final Arithmetic arithmetic;

  LinearKernel(
      Node.Linear node,
      Map<String, double[]> tensors,
      Map<String, double[]> gradients,
      Arithmetic arithmetic) {
    this.node = node;
    this.tensors = tensors;
    this.gradients = gradients;
    this.arithmetic = arithmetic;
  }

  @Override
  public void forward(List<Volume> operands, Volume out) {
    double[] in = operands.get(0).value;
    double[] weights = Tensors.of(tensors, node.name() + ".weight");
    for (int n = 0; n < out.n; n++) {
      for (int o = 0; o < node.out(); o++) {
        double sum = node.bias() ? Tensors.of(tensors, node.name() + ".bias")[o] : 0;
        for (int i = 0; i < node.in(); i++) {
          sum = arithmetic.of(sum + weights[o * node.in() + i] * in[n * node.in() + i]);
        }
        out.value[n * node.out() + o] = sum;
      }
    }
  }

  @Override
  public void backward(List<Volume> operands, Volume out) {
    Volume in = operands.get(0);
    double[] weights = Tensors.of(tensors, node.name() + ".weight");
    double[] slopes = Tensors.of(gradients, node.name() + ".weight");
    for (int n = 0; n < out.n; n++) {
      for (int o = 0; o < node.out(); o++) {
        double gradient = out.gradient[n * node.out() + o];
        if (node.bias()) {
          Tensors.of(gradients, node.name() + ".bias")[o] += gradient;
        }
        for (int i = 0; i < node.in(); i++) {
          int weight = o * node.in() + i;
          int place = n * node.in() + i;
          slopes[weight] = arithmetic.of(slopes[weight] + gradient * in.value[place]);
          in.gradient[place] = arithmetic.of(in.gradient[place] + gradient * weights[weight]);
        }
      }
    }
  }
}
