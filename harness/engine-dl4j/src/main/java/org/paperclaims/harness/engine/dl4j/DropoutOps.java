package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.architectures.Node;

/** Dropout, by masks that the host draws, the same as in the loops. */
final class DropoutOps implements OpStep {
  private final Node.Dropout node;
  private final int index;
  private final OpMachine machine;
  private final DeviceSlot in;
  private final DeviceSlot out;
  private final DeviceBatch mask;

  DropoutOps(Node.Dropout node, int index, OpMachine machine, DeviceSlot in) {
    this.node = node;
    this.index = index;
    this.machine = machine;
    this.in = in;
    this.out = DeviceSlot.output(in.shape());
    this.mask = new DeviceBatch(in.shape());
  }

  @Override
  public DeviceSlot out() {
    return out;
  }

  @Override
  public void reserve(int examples) {
    mask.reserve(examples);
  }

  @Override
  public void forward(Pass pass) {
    int n = pass.examples();
    if (!pass.training()) {
      machine.ops().copy(in.vector(n), out.vector(n));
      return;
    }
    long key = Draws.key(pass.seed(), pass.step(), index);
    float rate = (float) node.rate();
    float kept = rate < 1 ? 1 / (1 - rate) : 0;
    float[] numbers = new float[n * in.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Draws.uniform(key, i) < rate ? 0 : kept;
    }
    mask.numbers().put(numbers);
    machine.ops().multiply(in.vector(n), mask.vector(n), out.vector(n));
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    int n = pass.examples();
    long numbers = (long) n * in.size();
    in.give(
        machine,
        n,
        to -> machine.ops().multiply(gradient.vector(numbers), mask.vector(n), to.vector(numbers)));
  }

  @Override
  public void close() {
    mask.close();
  }
}
