package org.paperclaims.harness.engine.dl4j;

import java.util.Arrays;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.RectifierKind;

/** A rectifier that stands alone: {@code max(x, 0) + slope * min(x, 0)}. */
final class RectifierStep implements Step {
  private final Node.Rectifier node;
  private final int index;
  private final Machine machine;
  private final Slot in;
  private final Slot out;
  private final int plane;

  RectifierStep(Node.Rectifier node, int index, Machine machine, Slot in) {
    this.node = node;
    this.index = index;
    this.machine = machine;
    this.in = in;
    this.out = new Slot(in.shape());
    this.plane = in.size() / in.shape().channels();
  }

  @Override
  public Slot out() {
    return out;
  }

  @Override
  public void forward(Pass pass) {
    Slopes slopes = slopes(pass);
    Pieces.of(
        machine,
        pass.examples() * in.size(),
        (at, n, s) -> {
          in.value().get(at, s.a, n);
          slopes.fill(at, n, s.b);
          rectify(s.a, s.b, n);
          out.value().put(at, s.a, n);
        });
  }

  private static void rectify(float[] x, float[] slope, int n) {
    for (int j = 0; j < n; j++) {
      x[j] = Math.max(x[j], 0f) + slope[j] * Math.min(x[j], 0f);
    }
  }

  @Override
  public void backward(Pass pass) {
    Floats gradient = out.takeGradient();
    Slopes slopes = slopes(pass);
    if (node.kind() instanceof RectifierKind.PRelu) {
      slopeGradient(pass, gradient);
    }
    Pieces.of(
        machine,
        pass.examples() * in.size(),
        (at, n, s) -> {
          gradient.get(at, s.a, n);
          in.value().get(at, s.c, n);
          slopes.fill(at, n, s.b);
          derive(s.a, s.c, s.b, n);
          gradient.put(at, s.a, n);
        });
    AddStep.giveGradient(machine, in, gradient, pass.examples());
  }

  private static void derive(float[] g, float[] x, float[] slope, int n) {
    for (int j = 0; j < n; j++) {
      float positive = Math.max(Math.min(x[j] * Float.MAX_VALUE, 1f), 0f);
      g[j] *= slope[j] + (1 - slope[j]) * positive;
    }
  }

  private void slopeGradient(Pass pass, Floats gradient) {
    int channels = in.shape().channels();
    int offset = machine.weights().offset(node.name() + ".slope");
    machine
        .workers()
        .split(
            channels,
            1,
            (part, from, to, s) -> {
              float[] sums = new float[to - from];
              for (int c = from; c < to; c++) {
                double sum = 0;
                for (int e = 0; e < pass.examples(); e++) {
                  int start = e * in.size() + c * plane;
                  for (int i = 0; i < plane; i += Scratch.PIECE) {
                    int n = Math.min(Scratch.PIECE, plane - i);
                    gradient.get(start + i, s.a, n);
                    in.value().get(start + i, s.b, n);
                    for (int j = 0; j < n; j++) {
                      sum += s.a[j] * Math.min(s.b[j], 0f);
                    }
                  }
                }
                sums[c - from] = (float) sum;
              }
              machine.weights().gradients(0).put(offset + from, sums, sums.length);
            });
  }

  private Slopes slopes(Pass pass) {
    if (node.kind() instanceof RectifierKind.PRelu) {
      float[] slope = machine.weights().vector(node.name() + ".slope", in.shape().channels());
      return (at, n, to) -> {
        for (int j = 0; j < n; j++) {
          to[j] = slope[(at + j) % in.size() / plane];
        }
      };
    }
    if (node.kind() instanceof RectifierKind.Drawn kind && pass.training()) {
      long key = Draws.key(pass.seed(), pass.step(), index);
      float lower = (float) kind.lower();
      float width = (float) (kind.upper() - kind.lower());
      boolean divides = kind instanceof RectifierKind.DividingRRelu;
      return (at, n, to) -> {
        for (int j = 0; j < n; j++) {
          float drawn = lower + width * Draws.uniform(key, at + j);
          to[j] = divides ? 1 / drawn : drawn;
        }
      };
    }
    float slope = constantSlope();
    return (at, n, to) -> Arrays.fill(to, 0, n, slope);
  }

  private float constantSlope() {
    if (node.kind() instanceof RectifierKind.LeakyRelu kind) {
      return (float) kind.slope();
    } else if (node.kind() instanceof RectifierKind.Drawn kind) {
      return (float) kind.inferenceSlope();
    }
    return 0;
  }

  /** Gives the slopes below zero of the {@code n} numbers from {@code at} on. */
  private interface Slopes {
    void fill(int at, int n, float[] to);
  }
}
