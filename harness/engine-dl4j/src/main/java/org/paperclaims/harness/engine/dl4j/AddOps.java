package org.paperclaims.harness.engine.dl4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.architectures.Node;

/** The sum of several outputs, each times its scale. */
record AddOps(Node.Add node, OpMachine machine, List<DeviceSlot> in, DeviceSlot out)
    implements OpStep {
  AddOps(Node.Add node, OpMachine machine, List<DeviceSlot> in) {
    this(node, machine, in, DeviceSlot.output(in.get(0).shape()));
  }

  @Override
  public void forward(Pass pass) {
    int n = pass.examples();
    INDArray y = out.vector(n);
    if (node.scales().equals(List.of(1.0, 1.0))) {
      machine.ops().add(in.get(0).vector(n), in.get(1).vector(n), y);
      return;
    }
    machine.ops().scale(in.get(0).vector(n), node.scales().get(0), y);
    for (int i = 1; i < in.size(); i++) {
      machine.ops().addScaled(node.scales().get(i), in.get(i).vector(n), y);
    }
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    long numbers = (long) pass.examples() * out.size();
    for (int i = 0; i < in.size(); i++) {
      double scale = node.scales().get(i);
      in.get(i)
          .give(
              machine,
              pass.examples(),
              to -> machine.ops().scale(gradient.vector(numbers), scale, to.vector(numbers)));
    }
  }
}
