package org.paperclaims.harness.engine.dl4j;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.architectures.Node;

/** Dropout, by masks that the host draws, the same as in the loops. */
final class DropoutOps implements OpStep {
  private final Node.Dropout node;
  private final int index;
  private final OpMachine machine;
  private final DeviceSlot in;
  private final DeviceSlot out;
  private @Nullable DeviceFloats mask;

  DropoutOps(Node.Dropout node, int index, OpMachine machine, DeviceSlot in) {
    this.node = node;
    this.index = index;
    this.machine = machine;
    this.in = in;
    this.out = DeviceSlot.output(in.shape());
  }

  @Override
  public DeviceSlot out() {
    return out;
  }

  @Override
  public void reserve(int examples) {
    close();
    mask = new DeviceFloats((long) examples * in.size());
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
    mask().put(numbers);
    machine.ops().multiply(in.vector(n), mask(n), out.vector(n));
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    int n = pass.examples();
    long numbers = (long) n * in.size();
    in.give(
        machine,
        n,
        to -> machine.ops().multiply(gradient.vector(numbers), mask(n), to.vector(numbers)));
  }

  private INDArray mask(int n) {
    return mask().vector((long) n * in.size());
  }

  private DeviceFloats mask() {
    if (mask == null) {
      throw new IllegalStateException("no batch has room here yet");
    }
    return mask;
  }

  @Override
  public void close() {
    if (mask != null) {
      mask.close();
      mask = null;
    }
  }
}
