package org.paperclaims.harness.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.RectifierKind;

/** A rectifier with a slope below zero: {@code max(x, 0) + slope * min(x, 0)}. */
final class SlopedRectifierOps implements OpStep {
  private final Node.Rectifier node;
  private final int index;
  private final OpMachine machine;
  private final DeviceSlot in;
  private final DeviceSlot out;
  private final DeviceBatch drawn;

  SlopedRectifierOps(Node.Rectifier node, int index, OpMachine machine, DeviceSlot in) {
    this.node = node;
    this.index = index;
    this.machine = machine;
    this.in = in;
    this.out = DeviceSlot.output(in.shape());
    this.drawn = new DeviceBatch(in.shape());
  }

  @Override
  public DeviceSlot out() {
    return out;
  }

  @Override
  public void reserve(int examples) {
    if (node.kind() instanceof RectifierKind.Drawn) {
      drawn.reserve(examples);
    }
  }

  @Override
  public void forward(Pass pass) {
    int n = pass.examples();
    if (node.kind() instanceof RectifierKind.Drawn kind && pass.training()) {
      draw(kind, pass);
    }
    Operations ops = machine.ops();
    DeviceFloats scratch = machine.pool().take(in.size());
    INDArray negative = scratch.images(n, in.shape());
    INDArray y = out.images(n);
    negative(n, negative);
    ops.relu(in.images(n), y);
    ops.multiply(negative, slopes(pass), negative);
    ops.add(y, negative, y);
    machine.pool().release(in.size(), scratch);
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    int n = pass.examples();
    Operations ops = machine.ops();
    DeviceFloats scratch = machine.pool().take(in.size());
    INDArray rest = scratch.images(n, in.shape());
    INDArray dy = gradient.images(n, in.shape());
    if (node.kind() instanceof RectifierKind.PRelu) {
      negative(n, rest);
      ops.multiply(rest, dy, rest);
      ops.sum(rest, slope(machine.weights().gradients(), in.shape().channels()), 0, 2, 3);
    }
    in.give(
        machine,
        n,
        to -> {
          INDArray dx = to.images(n, in.shape());
          ops.wherePositive(in.images(n), dy, dx);
          ops.subtract(dy, dx, rest);
          ops.multiply(rest, slopes(pass), rest);
          ops.add(dx, rest, dx);
        });
    machine.pool().release(in.size(), scratch);
  }

  /** Compute {@code min(x, 0)}. */
  private void negative(int n, INDArray to) {
    machine.ops().relu(in.images(n), to);
    machine.ops().subtract(in.images(n), to, to);
  }

  /** The slopes are drawn by the host, the same as in the loops. */
  private void draw(RectifierKind.Drawn kind, Pass pass) {
    long key = Draws.key(pass.seed(), pass.step(), index);
    float lower = (float) kind.lower();
    float width = (float) (kind.upper() - kind.lower());
    boolean divides = kind instanceof RectifierKind.DividingRRelu;
    float[] slopes = new float[pass.examples() * in.size()];
    for (int i = 0; i < slopes.length; i++) {
      float number = lower + width * Draws.uniform(key, i);
      slopes[i] = divides ? 1 / number : number;
    }
    drawn.numbers().put(slopes);
  }

  private INDArray slopes(Pass pass) {
    if (node.kind() instanceof RectifierKind.PRelu) {
      return slope(machine.weights().values(), 1, in.shape().channels(), 1, 1);
    } else if (node.kind() instanceof RectifierKind.Drawn kind) {
      return pass.training()
          ? drawn.images(pass.examples())
          : machine.ops().constant(kind.inferenceSlope());
    } else if (node.kind() instanceof RectifierKind.LeakyRelu kind) {
      return machine.ops().constant(kind.slope());
    }
    return machine.ops().constant(0);
  }

  private INDArray slope(DeviceFloats memory, long... shape) {
    return memory.array(machine.weights().offset(node.name() + ".slope"), shape);
  }

  @Override
  public void close() {
    drawn.close();
  }
}
