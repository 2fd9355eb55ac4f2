package org.paperclaims.harness.engine.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.architectures.Shape;

/** Outputs of one height and width, one after another along the channels. */
record ConcatOps(OpMachine machine, List<DeviceSlot> in, DeviceSlot out) implements OpStep {
  ConcatOps(OpMachine machine, List<DeviceSlot> in, Shape shape) {
    this(machine, in, DeviceSlot.output(shape));
  }

  @Override
  public void forward(Pass pass) {
    int n = pass.examples();
    int start = 0;
    for (DeviceSlot slot : in) {
      machine.ops().copy(slot.images(n), part(out.value(), n, start, slot.shape()));
      start += slot.size();
    }
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    int n = pass.examples();
    int start = 0;
    for (DeviceSlot slot : in) {
      INDArray part = part(gradient, n, start, slot.shape());
      slot.give(machine, n, to -> machine.ops().copy(part, to.images(n, slot.shape())));
      start += slot.size();
    }
  }

  private INDArray part(DeviceFloats memory, int n, int start, Shape s) {
    return memory.strided(
        start,
        new long[] {n, s.channels(), s.height(), s.width()},
        new long[] {out.size(), (long) s.height() * s.width(), s.width(), 1});
  }
}
