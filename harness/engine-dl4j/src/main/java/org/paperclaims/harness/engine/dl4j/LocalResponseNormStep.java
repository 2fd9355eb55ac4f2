package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.architectures.Node;

/**
 * Local response normalisation across channels. With {@code d = k + alpha / size * sum of squares},
 * {@code y = x / d^beta} and the gradient of {@code x_i} is {@code dy_i / d_i^beta - 2 alpha beta /
 * size * x_i * sum over the windows j that hold i of dy_j x_j / d_j^(beta+1)}.
 */
final class LocalResponseNormStep implements Step {
  private final Node.LocalResponseNorm node;
  private final Machine machine;
  private final Slot in;
  private final Slot out;
  private final int channels;
  private final int plane;

  LocalResponseNormStep(Node.LocalResponseNorm node, Machine machine, Slot in) {
    this.node = node;
    this.machine = machine;
    this.in = in;
    this.out = new Slot(in.shape());
    this.channels = in.shape().channels();
    this.plane = in.size() / channels;
  }

  @Override
  public Slot out() {
    return out;
  }

  @Override
  public void forward(Pass pass) {
    machine
        .workers()
        .split(
            pass.examples(),
            1,
            (part, from, to, s) -> {
              for (int e = from; e < to; e++) {
                float[] x = in.value().toArray(e * in.size(), (e + 1) * in.size());
                double[] d = denominators(x);
                for (int i = 0; i < x.length; i++) {
                  x[i] = (float) (x[i] * Math.pow(d[i], -node.beta()));
                }
                out.value().put(e * in.size(), x, x.length);
              }
            });
  }

  @Override
  public void backward(Pass pass) {
    Floats gradient = out.takeGradient();
    machine
        .workers()
        .split(
            pass.examples(),
            1,
            (part, from, to, s) -> {
              for (int e = from; e < to; e++) {
                float[] x = in.value().toArray(e * in.size(), (e + 1) * in.size());
                float[] dy = gradient.toArray(e * in.size(), (e + 1) * in.size());
                double[] d = denominators(x);
                double[] terms = new double[x.length];
                for (int i = 0; i < x.length; i++) {
                  terms[i] = dy[i] * x[i] * Math.pow(d[i], -node.beta() - 1);
                }
                double factor = 2 * node.alpha() * node.beta() / node.size();
                // The windows that hold channel i lie mirrored about it.
                double[] sums = windows(terms, (node.size() - 1) / 2, node.size() / 2);
                for (int i = 0; i < x.length; i++) {
                  dy[i] = (float) (dy[i] * Math.pow(d[i], -node.beta()) - factor * x[i] * sums[i]);
                }
                gradient.put(e * in.size(), dy, dy.length);
              }
            });
    AddStep.giveGradient(machine, in, gradient, pass.examples());
  }

  private double[] denominators(float[] x) {
    double[] squares = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      squares[i] = (double) x[i] * x[i];
    }
    double[] sums = windows(squares, node.size() / 2, (node.size() - 1) / 2);
    for (int i = 0; i < x.length; i++) {
      sums[i] = node.k() + node.alpha() / node.size() * sums[i];
    }
    return sums;
  }

  private double[] windows(double[] values, int before, int after) {
    double[] sums = new double[values.length];
    for (int c = 0; c < channels; c++) {
      int last = Math.min(channels - 1, c + after);
      for (int other = Math.max(0, c - before); other <= last; other++) {
        for (int i = 0; i < plane; i++) {
          sums[c * plane + i] += values[other * plane + i];
        }
      }
    }
    return sums;
  }
}
