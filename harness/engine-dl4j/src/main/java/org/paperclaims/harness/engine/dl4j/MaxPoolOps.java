package org.paperclaims.harness.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The largest number of each window; of equal ones the first, row by row, gets the gradient. */
record MaxPoolOps(
    PaddedWindows windows, OpMachine machine, Maxima maxima, DeviceSlot in, DeviceSlot out)
    implements OpStep {
  MaxPoolOps(PaddedWindows windows, OpMachine machine, DeviceSlot in) {
    this(windows, machine, new Maxima(machine), in, DeviceSlot.output(windows.to()));
  }

  @Override
  public void forward(Pass pass) {
    int n = pass.examples();
    Operations ops = machine.ops();
    DeviceFloats padded = machine.pool().take(windows.size());
    INDArray y = out.images(n);
    pad(padded, n);
    ops.copy(windows.pixel(padded, n, 0), y);
    for (int i = 1; i < windows.pixels(); i++) {
      ops.maximum(y, windows.pixel(padded, n, i), y);
    }
    machine.pool().release(windows.size(), padded);
    maxima.spreadNotANumber(in, out, n);
  }

  private void pad(DeviceFloats padded, int n) {
    machine.ops().fill(-Float.MAX_VALUE, padded.vector((long) n * windows.size()));
    machine.ops().copy(windows.reached(in.value(), n), windows.inside(padded, n));
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    int n = pass.examples();
    Operations ops = machine.ops();
    DeviceFloats padded = machine.pool().take(windows.size());
    DeviceFloats sums = machine.pool().take(windows.size());
    DeviceFloats taken = machine.pool().take(out.size());
    pad(padded, n);
    ops.fill(0, sums.vector((long) n * windows.size()));
    for (int i = 0; i < windows.pixels(); i++) {
      maxima.give(
          out.images(n),
          windows.pixel(padded, n, i),
          gradient.images(n, out.shape()),
          taken.images(n, out.shape()),
          windows.pixel(sums, n, i));
    }
    machine.pool().release(out.size(), taken);
    machine.pool().release(windows.size(), padded);
    in.give(
        machine,
        n,
        to -> {
          ops.fill(0, to.vector((long) n * in.size()));
          ops.copy(windows.inside(sums, n), windows.reached(to, n));
        });
    machine.pool().release(windows.size(), sums);
  }
}
