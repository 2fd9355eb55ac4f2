package org.paperclaims.harness.engine.dl4j;

import java.util.List;
import org.paperclaims.architectures.Node;

/** The sum of several outputs, each times its scale. */
final class AddStep implements Step {
  private final Node.Add node;
  private final Machine machine;
  private final List<Slot> in;
  private final Slot out;

  AddStep(Node.Add node, Machine machine, List<Slot> in) {
    this.node = node;
    this.machine = machine;
    this.in = in;
    this.out = new Slot(in.get(0).shape());
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
          in.get(0).value().get(at, s.a, n);
          Loops.scale(s.a, node.scales().get(0).floatValue(), n);
          for (int i = 1; i < in.size(); i++) {
            in.get(i).value().get(at, s.b, n);
            Loops.addScaled(s.a, s.b, node.scales().get(i).floatValue(), n);
          }
          out.value().put(at, s.a, n);
        });
  }

  @Override
  public void backward(Pass pass) {
    Floats dy = out.takeGradient();
    for (int i = 0; i < in.size() - 1; i++) {
      addGradient(machine, in.get(i), dy, node.scales().get(i).floatValue(), pass.examples());
    }
    int last = in.size() - 1;
    float scale = node.scales().get(last).floatValue();
    if (scale == 1) {
      giveGradient(machine, in.get(last), dy, pass.examples());
    } else {
      addGradient(machine, in.get(last), dy, scale, pass.examples());
      machine.gradients().release(out.size(), dy);
    }
  }

  /** Give the gradient's memory to a slot that has none yet, or add it there and release it. */
  static void giveGradient(Machine machine, Slot to, Floats gradient, int examples) {
    if (to.hasGradient()) {
      addGradient(machine, to, gradient, 1, examples);
      machine.gradients().release(to.size(), gradient);
    } else {
      to.adoptGradient(gradient);
    }
  }

  /** Add a multiple of a gradient to a slot's. */
  static void addGradient(Machine machine, Slot to, Floats gradient, float scale, int examples) {
    boolean accumulate = to.hasGradient();
    Floats sum = to.gradient(machine.gradients());
    Pieces.of(
        machine,
        examples * to.size(),
        (at, n, s) -> {
          gradient.get(at, s.a, n);
          Loops.scale(s.a, scale, n);
          if (accumulate) {
            sum.get(at, s.b, n);
            Loops.add(s.a, s.b, n);
          }
          sum.put(at, s.a, n);
        });
  }
}
