package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;

/** The map of the middle of the picture, the same for every example. */
final class CentreMapOps implements OpStep {
  private final float[] map;
  private final DeviceSlot out;

  CentreMapOps(Node.CentreMap node, DeviceSlot in, Shape shape) {
    this.map = node.of(in.shape());
    this.out = DeviceSlot.input(shape);
  }

  @Override
  public DeviceSlot out() {
    return out;
  }

  @Override
  public void forward(Pass pass) {
    float[] maps = new float[pass.examples() * map.length];
    for (int i = 0; i < maps.length; i++) {
      maps[i] = map[i % map.length];
    }
    out.value().put(maps);
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    throw new IllegalStateException("a map of the centre takes no gradient");
  }
}
