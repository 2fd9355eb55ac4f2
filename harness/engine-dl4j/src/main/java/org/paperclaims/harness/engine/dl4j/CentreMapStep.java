package org.paperclaims.harness.engine.dl4j;

import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;

/** The map of the middle of the picture, the same for every example. */
final class CentreMapStep implements Step {
  private final Machine machine;
  private final float[] map;
  private final Slot out;

  CentreMapStep(Node.CentreMap node, Machine machine, Slot in, Shape shape) {
    this.machine = machine;
    this.map = node.of(in.shape());
    this.out = new Slot(shape);
  }

  @Override
  public Slot out() {
    return out;
  }

  @Override
  public void forward(Pass pass) {
    for (int i = 0; i < pass.examples(); i++) {
      out.value().put(i * map.length, map, map.length);
    }
  }

  @Override
  public void backward(Pass pass) {
    machine.gradients().release(out.size(), out.takeGradient());
  }
}
