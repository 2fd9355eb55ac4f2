package org.paperclaims.harness.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Averages over windows. */
final class AveragePoolOps implements OpStep {
  private final PaddedWindows windows;
  private final OpMachine machine;
  private final DeviceSlot in;
  private final DeviceSlot out;
  private final DeviceFloats shares;

  AveragePoolOps(PaddedWindows windows, OpMachine machine, DeviceSlot in) {
    this.windows = windows;
    this.machine = machine;
    this.in = in;
    this.out = DeviceSlot.output(windows.to());
    float[] all = windows.shares();
    shares = new DeviceFloats(all.length);
    shares.put(all);
  }

  @Override
  public DeviceSlot out() {
    return out;
  }

  @Override
  public void forward(Pass pass) {
    int n = pass.examples();
    Operations ops = machine.ops();
    DeviceFloats padded = machine.pool().take(windows.size());
    INDArray y = out.images(n);
    ops.fill(0, padded.vector((long) n * windows.size()));
    ops.copy(windows.reached(in.value(), n), windows.inside(padded, n));
    ops.copy(windows.pixel(padded, n, 0), y);
    for (int i = 1; i < windows.pixels(); i++) {
      ops.add(y, windows.pixel(padded, n, i), y);
    }
    ops.multiply(y, share(), y);
    machine.pool().release(windows.size(), padded);
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    int n = pass.examples();
    Operations ops = machine.ops();
    DeviceFloats padded = machine.pool().take(windows.size());
    INDArray dy = gradient.images(n, out.shape());
    ops.multiply(dy, share(), dy);
    ops.fill(0, padded.vector((long) n * windows.size()));
    for (int i = 0; i < windows.pixels(); i++) {
      INDArray pixel = windows.pixel(padded, n, i);
      ops.add(pixel, dy, pixel);
    }
    in.give(
        machine,
        n,
        to -> {
          ops.fill(0, to.vector((long) n * in.size()));
          ops.copy(windows.inside(padded, n), windows.reached(to, n));
        });
    machine.pool().release(windows.size(), padded);
  }

  private INDArray share() {
    return shares.array(0, 1, 1, out.shape().height(), out.shape().width());
  }

  @Override
  public void close() {
    shares.close();
  }
}
