package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.architectures.Node;

/** One output times the sigmoid of another, which is computed again in the backward pass. */
final class GateStep implements Step {
  private final Node.Gate node;
  private final Machine machine;
  private final Slot gate;
  private final Slot in;
  private final Slot out;

  GateStep(Node.Gate node, Machine machine, Slot gate, Slot in) {
    this.node = node;
    this.machine = machine;
    this.gate = gate;
    this.in = in;
    this.out = new Slot(in.shape());
  }

  @Override
  public Slot out() {
    return out;
  }

  @Override
  public void forward(Pass pass) {
    Pieces.of(
        machine,
        pass.examples() * out.size(),
        (at, n, s) -> {
          shares(at, n, s.a);
          in.value().get(at, s.b, n);
          for (int j = 0; j < n; j++) {
            s.b[j] *= s.a[j];
          }
          out.value().put(at, s.b, n);
        });
  }

  @Override
  public void backward(Pass pass) {
    Floats gradient = out.takeGradient();
    boolean accumulate = gate.hasGradient();
    Floats toGate = gate.gradient(machine.gradients());
    Pieces.of(
        machine,
        pass.examples() * out.size(),
        (at, n, s) -> {
          shares(at, n, s.a);
          in.value().get(at, s.b, n);
          gradient.get(at, s.c, n);
          for (int j = 0; j < n; j++) {
            s.b[j] *= s.c[j] * s.a[j] * (1 - s.a[j]);
            s.c[j] *= s.a[j];
          }
          if (accumulate) {
            toGate.get(at, s.d, n);
            Loops.add(s.b, s.d, n);
          }
          toGate.put(at, s.b, n);
          // The rest of the gradient is the other operand's.
          gradient.put(at, s.c, n);
        });
    AddStep.giveGradient(machine, in, gradient, pass.examples());
  }

  private void shares(int at, int n, float[] to) {
    gate.value().get(at, to, n);
    for (int j = 0; j < n; j++) {
      to[j] = (float) (1 / (1 + Math.exp(-(to[j] + node.offset()))));
    }
  }
}
