package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.architectures.Node;

/** Dropout, whose masks are drawn again in the backward pass instead of being kept. */
final class DropoutStep implements Step {
  private final Node.Dropout node;
  private final int index;
  private final Machine machine;
  private final Slot in;
  private final Slot out;

  DropoutStep(Node.Dropout node, int index, Machine machine, Slot in) {
    this.node = node;
    this.index = index;
    this.machine = machine;
    this.in = in;
    this.out = new Slot(in.shape());
  }

  @Override
  public Slot out() {
    return out;
  }

  @Override
  public void forward(Pass pass) {
    drop(pass, in.value(), out.value());
  }

  @Override
  public void backward(Pass pass) {
    Floats gradient = out.takeGradient();
    drop(pass, gradient, gradient);
    AddStep.giveGradient(machine, in, gradient, pass.examples());
  }

  private void drop(Pass pass, Floats from, Floats to) {
    long key = Draws.key(pass.seed(), pass.step(), index);
    float rate = (float) node.rate();
    float kept = rate < 1 ? 1 / (1 - rate) : 0;
    Pieces.of(
        machine,
        pass.examples() * in.size(),
        (at, n, s) -> {
          from.get(at, s.a, n);
          if (pass.training()) {
            for (int j = 0; j < n; j++) {
              s.a[j] *= Draws.uniform(key, at + j) < rate ? 0 : kept;
            }
          }
          to.put(at, s.a, n);
        });
  }
}
