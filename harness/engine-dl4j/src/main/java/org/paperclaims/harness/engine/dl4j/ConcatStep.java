package org.paperclaims.harness.engine.dl4j;

import java.util.List;
import org.paperclaims.architectures.Shape;

/** Outputs of one height and width, one after another along the channels. */
final class ConcatStep implements Step {
  private final Machine machine;
  private final List<Slot> in;
  private final Slot out;

  ConcatStep(Machine machine, List<Slot> in, Shape shape) {
    this.machine = machine;
    this.in = in;
    this.out = new Slot(shape);
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
                int at = e * out.size();
                for (Slot slot : in) {
                  float[] all = slot.value().toArray(e * slot.size(), (e + 1) * slot.size());
                  out.value().put(at, all, all.length);
                  at += all.length;
                }
              }
            });
  }

  @Override
  public void backward(Pass pass) {
    Floats gradient = out.takeGradient();
    int start = 0;
    for (Slot slot : in) {
      int offset = start;
      boolean accumulate = slot.hasGradient();
      Floats to = slot.gradient(machine.gradients());
      machine
          .workers()
          .split(
              pass.examples(),
              1,
              (part, first, last, s) -> {
                float[] sum = new float[slot.size()];
                float[] share = new float[slot.size()];
                for (int e = first; e < last; e++) {
                  gradient.get(e * out.size() + offset, share, share.length);
                  if (accumulate) {
                    to.get(e * slot.size(), sum, sum.length);
                    Loops.add(share, sum, sum.length);
                  }
                  to.put(e * slot.size(), share, share.length);
                }
              });
      start += slot.size();
    }
    machine.gradients().release(out.size(), gradient);
  }
}
