package org.paperclaims.harness.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.architectures.Node;

/**
 * Local response normalisation across channels, as in {@link LocalResponseNormStep}. ND4J's own
 * {@code lrn_bp} leaves the gradient out of the sum over the windows, so this is made of sums of
 * shifted views.
 */
final class LocalResponseNormOps implements OpStep {
  private final Node.LocalResponseNorm node;
  private final OpMachine machine;
  private final DeviceSlot in;
  private final DeviceSlot out;
  private final int plane;
  private final int padded;
  private final DeviceBatch denominators;
  private final DeviceBatch powers;

  LocalResponseNormOps(Node.LocalResponseNorm node, OpMachine machine, DeviceSlot in) {
    this.node = node;
    this.machine = machine;
    this.in = in;
    this.out = DeviceSlot.output(in.shape());
    this.denominators = new DeviceBatch(in.shape());
    this.powers = new DeviceBatch(in.shape());
    this.plane = in.shape().height() * in.shape().width();
    this.padded = in.size() + (node.size() - 1) * plane;
  }

  @Override
  public DeviceSlot out() {
    return out;
  }

  @Override
  public void reserve(int examples) {
    denominators.reserve(examples);
    powers.reserve(examples);
  }

  @Override
  public void forward(Pass pass) {
    int n = pass.examples();
    Operations ops = machine.ops();
    INDArray x = rows(in.value(), n);
    INDArray d = rows(denominators.numbers(), n);
    INDArray y = rows(out.value(), n);
    ops.multiply(x, x, y);
    windows(n, y, node.size() / 2, d);
    ops.scale(d, node.alpha() / node.size(), d);
    ops.add(d, ops.constant(node.k()), d);
    ops.power(d, ops.constant(-node.beta()), rows(powers.numbers(), n));
    ops.multiply(x, rows(powers.numbers(), n), y);
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    int n = pass.examples();
    Operations ops = machine.ops();
    INDArray x = rows(in.value(), n);
    INDArray dy = rows(gradient, n);
    DeviceFloats scratch = machine.pool().take(in.size());
    INDArray terms = rows(scratch, n);
    ops.multiply(dy, rows(powers.numbers(), n), dy);
    ops.multiply(dy, x, terms);
    ops.divide(terms, rows(denominators.numbers(), n), terms);
    in.give(
        machine,
        n,
        to -> {
          INDArray dx = rows(to, n);
          // The windows that hold channel i lie mirrored about it.
          windows(n, terms, (node.size() - 1) / 2, dx);
          ops.multiply(dx, x, dx);
          ops.scale(dx, -2 * node.alpha() * node.beta() / node.size(), dx);
          ops.add(dx, dy, dx);
        });
    machine.pool().release(in.size(), scratch);
  }

  /** Add up {@code size} channels, the first of them that many before the sum's own. */
  private void windows(int n, INDArray of, int before, INDArray sum) {
    Operations ops = machine.ops();
    DeviceFloats wide = machine.pool().take(padded);
    ops.fill(0, wide.vector((long) n * padded));
    ops.copy(of, shifted(wide, n, before));
    ops.copy(shifted(wide, n, 0), sum);
    for (int i = 1; i < node.size(); i++) {
      ops.add(sum, shifted(wide, n, i), sum);
    }
    machine.pool().release(padded, wide);
  }

  private INDArray shifted(DeviceFloats wide, int n, int channels) {
    return wide.strided((long) channels * plane, new long[] {n, in.size()}, new long[] {padded, 1});
  }

  private INDArray rows(DeviceFloats memory, int n) {
    return memory.array(0, n, in.size());
  }

  @Override
  public void close() {
    denominators.close();
    powers.close();
  }
}
