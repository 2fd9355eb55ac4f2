package org.paperclaims.harness.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;

/** The parameter-free shortcut: every stride-th pixel, and new channels of zeros. */
record PadShortcutOps(Node.PadShortcut node, OpMachine machine, DeviceSlot in, DeviceSlot out)
    implements OpStep {
  PadShortcutOps(Node.PadShortcut node, OpMachine machine, DeviceSlot in, Shape shape) {
    this(node, machine, in, DeviceSlot.output(shape));
  }

  @Override
  public void forward(Pass pass) {
    int n = pass.examples();
    machine.ops().fill(0, out.vector(n));
    machine.ops().copy(read(in.value(), n), written(out.value(), n));
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    int n = pass.examples();
    in.give(
        machine,
        n,
        to -> {
          machine.ops().fill(0, to.vector((long) n * in.size()));
          machine.ops().copy(written(gradient, n), read(to, n));
        });
  }

  /** See the pixels that are read. */
  private INDArray read(DeviceFloats memory, int n) {
    Shape s = in.shape();
    long stride = node.stride();
    return memory.strided(
        0,
        new long[] {n, s.channels(), out.shape().height(), out.shape().width()},
        new long[] {s.size(), (long) s.height() * s.width(), stride * s.width(), stride});
  }

  /** See the channels that are no zeros. */
  private INDArray written(DeviceFloats memory, int n) {
    Shape s = out.shape();
    long plane = (long) s.height() * s.width();
    return memory.strided(
        node.before() * plane,
        new long[] {n, in.shape().channels(), s.height(), s.width()},
        new long[] {s.size(), plane, s.width(), 1});
  }
}
