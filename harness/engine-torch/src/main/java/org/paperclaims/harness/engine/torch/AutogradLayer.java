package org.paperclaims.harness.engine.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Parameter;

/** Any call, whose gradient is found by autograd. */
final class AutogradLayer implements Layer {
  private final Operation operation;
  private final int[] inputs;
  private final int output;
  private final List<String> names;
  private final List<Tensor> parameters;
  private @Nullable Tensor result;
  private List<Tensor> sources = List.of();
  private int[] slots = {};

  /**
   * Make the layer.
   *
   * @param parameters those that the call reads
   */
  AutogradLayer(
      Operation operation, int[] inputs, int output, List<Parameter> parameters, Weights weights) {
    this.operation = operation;
    this.inputs = inputs;
    this.output = output;
    this.names = parameters.stream().map(Parameter::name).toList();
    this.parameters = names.stream().map(weights::get).toList();
  }

  @Override
  @SuppressWarnings("try") // the guard works by being open
  public void forward(Pass pass) {
    try (AutoGradMode guard = new AutoGradMode(true)) {
      Tensor[] operands = new Tensor[inputs.length];
      sources = new ArrayList<>();
      List<Integer> wanting = new ArrayList<>();
      for (int i = 0; i < operands.length; i++) {
        operands[i] = pass.value(inputs[i]).detach();
        if (Pass.wantsGradient(inputs[i])) {
          operands[i].set_requires_grad(true);
          sources.add(operands[i]);
          wanting.add(inputs[i]);
        }
      }
      slots = wanting.stream().mapToInt(slot -> slot).toArray();
      sources.addAll(parameters);
      Tensor computed = operation.apply(operands, Mode.TRAIN);
      result = computed;
      pass.put(output, computed.detach());
    }
  }

  @Override
  public void backward(Pass pass) {
    Pass.Gradient gradient = pass.take(output);
    Tensor computed = result;
    // A map that is the same whatever it reads has no gradient to give on.
    if (gradient == null || computed == null || !computed.requires_grad()) {
      return;
    }
    TensorVector found =
        torch.grad(
            new TensorVector(computed),
            new TensorVector(sources.toArray(Tensor[]::new)),
            new TensorVector(gradient.tensor()),
            new BoolOptional(),
            false,
            true);
    for (int i = 0; i < slots.length; i++) {
      // It may be the very tensor that came in, or share its memory.
      pass.give(slots[i], found.get(i), false);
    }
    for (int i = 0; i < names.size(); i++) {
      Tensor parameter = found.get(slots.length + i);
      if (parameter.defined()) {
        pass.giveParameter(names.get(i), parameter);
      }
    }
    computed.close();
    result = null;
    sources = List.of();
  }
}
