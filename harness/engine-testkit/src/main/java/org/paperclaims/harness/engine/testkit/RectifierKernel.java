package org.paperclaims.harness.engine.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.paperclaims.architectures.RectifierKind;

/** Rectifiers: the identity where positive, a slope elsewhere; the gradient at 0 is the slope. */
final class RectifierKernel implements Kernel {
  private final String name;
  private final RectifierKind kind;
  private final Map<String, double[]> tensors;
  private final Map<String, double[]> gradients;
  private final Optional<SplittableRandom> draws;

  RectifierKernel(
      String name,
      RectifierKind kind,
      Map<String, double[]> tensors,
      Map<String, double[]> gradients,
      Optional<SplittableRandom> draws) {
    this.name = name;
    this.kind = kind;
    this.tensors = tensors;
    this.gradients = gradients;
    this.draws = draws;
  }

  private double[] slopes(Volume in) {
    double[] slopes = new double[in.value.length];
    Tensors.eachChannel(
        in,
        (i, c) -> {
          if (kind instanceof RectifierKind.Identity) {
            slopes[i] = 1;
          } else if (kind instanceof RectifierKind.LeakyRelu leaky) {
            slopes[i] = leaky.slope();
          } else if (kind instanceof RectifierKind.PRelu) {
            slopes[i] = Tensors.of(tensors, name + ".slope")[c];
          } else if (kind instanceof RectifierKind.Drawn random) {
            double share = draws.map(SplittableRandom::nextDouble).orElse(0.5);
            slopes[i] = random.slope(random.lower() + share * (random.upper() - random.lower()));
          }
        });
    return slopes;
  }

  @Override
  public void forward(List<Volume> operands, Volume out) {
    double[] in = operands.get(0).value;
    double[] slopes = slopes(operands.get(0));
    for (int i = 0; i < in.length; i++) {
      out.value[i] = in[i] > 0 ? in[i] : slopes[i] * in[i];
    }
  }

  @Override
  public void backward(List<Volume> operands, Volume out) {
    Volume in = operands.get(0);
    double[] slopes = slopes(in);
    for (int i = 0; i < in.value.length; i++) {
      in.gradient[i] += out.gradient[i] * (in.value[i] > 0 ? 1 : slopes[i]);
    }
    if (kind instanceof RectifierKind.PRelu) {
      double[] slope = Tensors.of(gradients, name + ".slope");
      Tensors.eachChannel(
          in, (i, c) -> slope[c] += in.value[i] > 0 ? 0 : out.gradient[i] * in.value[i]);
    }
  }
}
