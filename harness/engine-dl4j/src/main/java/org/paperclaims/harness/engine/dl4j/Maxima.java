package org.paperclaims.harness.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The common part of all pools of largest numbers. */
record Maxima(OpMachine machine) {
  /**
   * Let an output be no number in every example whose input has one, because a comparison may pass
   * it over and a diverged training would go on.
   */
  void spreadNotANumber(DeviceSlot in, DeviceSlot out, int n) {
    DeviceFloats scratch = machine.pool().take(in.size());
    DeviceFloats sums = machine.pool().take(1);
    INDArray zero = scratch.array(0, n, in.size());
    INDArray x = in.value().array(0, n, in.size());
    INDArray y = out.value().array(0, n, out.size());
    // Zero, but for what is not finite.
    machine.ops().subtract(x, x, zero);
    machine.ops().sum(zero, sums.vector(n), 1);
    machine.ops().add(y, sums.array(0, n, 1), y);
    machine.pool().release(1, sums);
    machine.pool().release(in.size(), scratch);
  }

  /**
   * Give a pixel the gradient of the windows whose largest number it is, unless an earlier pixel of
   * the same window had it.
   *
   * @param largest of each window
   * @param pixel the same pixel of each window
   * @param rest the gradients that no pixel has had yet
   * @param taken scratch of the same shape
   * @param to the pixel's gradients, added to
   */
  void give(INDArray largest, INDArray pixel, INDArray rest, INDArray taken, INDArray to) {
    Operations ops = machine.ops();
    ops.subtract(largest, pixel, taken);
    // The gradients that are still left after this pixel, then those that it takes: exact, because
    // each is all of a gradient or nothing.
    ops.wherePositive(taken, rest, taken);
    ops.subtract(rest, taken, taken);
    ops.add(to, taken, to);
    ops.subtract(rest, taken, rest);
  }
}
