package org.paperclaims.harness.engine.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.harness.engine.plan.Slots;

/**
 * A network as a static list of libtorch calls over numbered slots. Erased rectifiers vanish; a
 * rectifier or sum overwrites its operand where nobody else reads it; a slot is freed after its
 * last reader (autograd keeps what it needs).
 */
final class Program {
  private final List<Call> calls;
  private final int slots;
  private final int output;

  /**
   * One call.
   *
   * @param inputs slots that are read
   * @param output slot that is written
   * @param replaced index in inputs of the operand that is overwritten, or -1
   * @param last slots that nobody reads afterwards
   */
  private record Call(Operation operation, int[] inputs, int output, int replaced, int[] last) {}

  private Program(List<Call> calls, int slots, int output) {
    this.calls = List.copyOf(calls);
    this.slots = slots;
    this.output = output;
  }

  /** Compile a network whose numbers are those weights. */
  static Program compile(Network network, Weights weights, Randomness randomness) {
    Slots slots = Slots.of(network);
    List<Call> calls = new ArrayList<>();
    for (int i = 1; i < slots.count(); i++) {
      Node node = slots.node(i);
      int[] inputs = slots.inputs(i);
      int replaced = -1;
      for (int k = inputs.length - 1; k >= 0; k--) {
        if (slots.isReadOnce(inputs[k])
            && isOverwritable(slots.node(inputs[k]))
            && overwrites(node, k)) {
          replaced = k;
        }
      }
      int position = i;
      int kept = replaced < 0 ? -1 : inputs[replaced];
      int[] last =
          Arrays.stream(inputs)
              .distinct()
              .filter(s -> slots.lastReader(s) == position && s != kept)
              .toArray();
      Operation operation = Operations.of(node, network, weights, randomness, replaced);
      calls.add(new Call(operation, inputs, i, replaced, last));
    }
    return new Program(calls, slots.count(), slots.output());
  }

  /** Tell whether the node's own gradient can be had without what it put out. */
  private static boolean isOverwritable(Node node) {
    return node instanceof Node.Conv
        || node instanceof Node.BatchNorm
        || node instanceof Node.Linear
        || node instanceof Node.Add
        || node instanceof Node.Concat;
  }

  private static boolean overwrites(Node node, int operand) {
    if (node instanceof Node.Add add) {
      return add.scales().get(operand) == 1.0;
    }
    return node instanceof Node.Rectifier r && r.effect() instanceof RectifierKind.Relu;
  }

  /** Run the network on a batch; the result is freed by the caller's pointer scope. */
  Tensor run(Tensor input, Mode mode) {
    Tensor[] values = new Tensor[slots];
    values[0] = input;
    for (Call call : calls) {
      Tensor[] operands = new Tensor[call.inputs().length];
      for (int k = 0; k < operands.length; k++) {
        operands[k] = values[call.inputs()[k]];
      }
      values[call.output()] = call.operation().apply(operands, mode);
      for (int slot : call.last()) {
        if (slot != 0) {
          values[slot].close();
        }
      }
    }
    return values[output];
  }
}
