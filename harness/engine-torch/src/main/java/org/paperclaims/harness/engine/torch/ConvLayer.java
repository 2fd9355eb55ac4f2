package org.paperclaims.harness.engine.torch;

import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Window;

/** A convolution of images; libtorch's own, without autograd between. */
final class ConvLayer implements Layer {
  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};

  private final Operation forward;
  private final int input;
  private final int output;
  private final Node.Conv node;
  private final Tensor weight;
  private final long[] stride;
  private final long[] padding;
  private final BoolPointer wanted;

  ConvLayer(Node.Conv node, Operation forward, Weights weights, int input, int output) {
    this.node = node;
    this.forward = forward;
    this.input = input;
    this.output = output;
    this.weight = weights.get(node.name() + ".weight");
    Window window = node.window();
    this.stride = new long[] {window.strideHeight(), window.strideWidth()};
    this.padding = new long[] {window.padHeight(), window.padWidth()};
    this.wanted = weights.hold(new BoolPointer(3));
    wanted.put(0, Pass.wantsGradient(input)).put(1, true).put(2, node.bias());
  }

  @Override
  public void forward(Pass pass) {
    pass.put(output, forward.apply(new Tensor[] {pass.value(input)}, Mode.TRAIN));
  }

  @Override
  public void backward(Pass pass) {
    Pass.Gradient gradient = pass.take(output);
    if (gradient == null) {
      return;
    }
    try (T_TensorTensorTensor_T all = gradients(gradient.tensor(), pass.value(input))) {
      if (Pass.wantsGradient(input)) {
        pass.give(input, new Tensor(all.get0()), true);
      }
      pass.giveParameter(node.name() + ".weight", new Tensor(all.get1()));
      if (node.bias()) {
        pass.giveParameter(node.name() + ".bias", new Tensor(all.get2()));
      }
    }
    if (gradient.owned()) {
      gradient.tensor().close();
    }
  }

  private T_TensorTensorTensor_T gradients(Tensor ofOutput, Tensor x) {
    if (node.bias()) {
      long[] biasShape = {node.outChannels()};
      return torch.convolution_backward(
          ofOutput, x, weight, biasShape, stride, padding, ONE, false, NONE, node.groups(), wanted);
    }
    LongArrayRefOptional noBias = new LongArrayRefOptional();
    return torch.convolution_backward(
        ofOutput, x, weight, noBias, stride, padding, ONE, false, NONE, node.groups(), wanted);
  }
}
