package org.paperclaims.harness.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.architectures.Node;

/** One output times the sigmoid of another. */
final class GateOps implements OpStep {
  private final Node.Gate node;
  private final OpMachine machine;
  private final DeviceSlot gate;
  private final DeviceSlot in;
  private final DeviceSlot out;
  private final DeviceBatch shares;

  GateOps(Node.Gate node, OpMachine machine, DeviceSlot gate, DeviceSlot in) {
    this.node = node;
    this.machine = machine;
    this.gate = gate;
    this.in = in;
    this.out = DeviceSlot.output(in.shape());
    this.shares = new DeviceBatch(in.shape());
  }

  @Override
  public DeviceSlot out() {
    return out;
  }

  @Override
  public void reserve(int examples) {
    shares.reserve(examples);
  }

  @Override
  public void forward(Pass pass) {
    int n = pass.examples();
    Operations ops = machine.ops();
    INDArray share = shares.vector(n);
    ops.add(gate.vector(n), ops.constant(node.offset()), share);
    ops.sigmoid(share, share);
    ops.multiply(in.vector(n), share, out.vector(n));
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    int n = pass.examples();
    long numbers = (long) n * in.size();
    Operations ops = machine.ops();
    INDArray dy = gradient.vector(numbers);
    INDArray share = shares.vector(n);
    ops.multiply(dy, share, dy);
    in.give(machine, n, to -> ops.copy(dy, to.vector(numbers)));
    // By the gate: dy * in * share * (1 - share).
    ops.multiply(dy, in.vector(n), dy);
    gate.give(
        machine,
        n,
        to -> {
          INDArray lost = to.vector(numbers);
          ops.multiply(dy, share, lost);
          ops.subtract(dy, lost, lost);
        });
  }

  @Override
  public void close() {
    shares.close();
  }
}
