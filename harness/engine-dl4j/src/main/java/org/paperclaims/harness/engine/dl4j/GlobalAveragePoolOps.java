package org.paperclaims.harness.engine.dl4j;

import java.util.Arrays;
import org.paperclaims.architectures.Shape;

/** The average of each plane. */
final class GlobalAveragePoolOps implements OpStep {
  private final OpMachine machine;
  private final DeviceSlot in;
  private final DeviceSlot out;
  private final DeviceFloats share;

  GlobalAveragePoolOps(OpMachine machine, DeviceSlot in) {
    this.machine = machine;
    this.in = in;
    this.out = DeviceSlot.output(Shape.vector(in.shape().channels()));
    float[] shares = new float[in.shape().height() * in.shape().width()];
    Arrays.fill(shares, 1f / shares.length);
    share = new DeviceFloats(shares.length);
    share.put(shares);
  }

  @Override
  public DeviceSlot out() {
    return out;
  }

  @Override
  public void forward(Pass pass) {
    int n = pass.examples();
    machine.ops().mean(in.images(n), out.value().array(0, n, out.size()), 2, 3);
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    int n = pass.examples();
    Shape s = in.shape();
    in.give(
        machine,
        n,
        to ->
            machine
                .ops()
                .multiply(
                    gradient.images(n, out.shape()),
                    share.array(0, 1, 1, s.height(), s.width()),
                    to.images(n, s)));
  }

  @Override
  public void close() {
    share.close();
  }
}
