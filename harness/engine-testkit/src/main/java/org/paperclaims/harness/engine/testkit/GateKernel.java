package org.paperclaims.harness.engine.testkit;

import java.util.List;
import org.paperclaims.architectures.Node;

/** The second operand times the sigmoid of the first. */
final class GateKernel implements Kernel {
  private final Node.Gate node;

  GateKernel(Node.Gate node) {
    this.node = node;
  }

  @Override
  public void forward(List<Volume> operands, Volume out) {
    for (int i = 0; i < out.value.length; i++) {
      out.value[i] = share(operands, i) * operands.get(1).value[i];
    }
  }

  @Override
  public void backward(List<Volume> operands, Volume out) {
    for (int i = 0; i < out.value.length; i++) {
      double share = share(operands, i);
      double input = operands.get(1).value[i];
      operands.get(0).gradient[i] += out.gradient[i] * input * share * (1 - share);
      operands.get(1).gradient[i] += out.gradient[i] * share;
    }
  }

  private double share(List<Volume> operands, int i) {
    return 1 / (1 + Math.exp(-(operands.get(0).value[i] + node.offset())));
  }
}
