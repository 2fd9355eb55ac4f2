package org.paperclaims.harness.engine.torch;

import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Window;

/** libtorch's own convolution, without autograd between. */
final class DirectConvolution implements Convolution {
  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};

  private final Node.Conv node;
  private final Operation forward;
  private final Tensor weight;
  private final @Nullable Pixels pixels;
  private final long[] stride;
  private final long[] padding;

  DirectConvolution(Node.Conv node, Operation forward, Weights weights) {
    this.node = node;
    this.forward = forward;
    this.weight = weights.get(node.name() + ".weight");
    Window window = node.window();
    this.pixels = Pixels.readBy(node);
    this.stride = pixels == null ? new long[] {window.strideHeight(), window.strideWidth()} : ONE;
    this.padding = new long[] {window.padHeight(), window.padWidth()};
  }

  @Override
  public Tensor output(Tensor x) {
    return forward.apply(new Tensor[] {x}, Mode.TRAIN);
  }

  @Override
  public Gradients gradients(Tensor ofOutput, Tensor x, boolean ofInput) {
    if (pixels == null) {
      return direct(ofOutput, x, ofInput);
    }
    Gradients found = direct(ofOutput, pixels.pick(x), ofInput);
    Tensor ofPixels = found.ofInput();
    if (ofPixels == null) {
      return found;
    }
    try (ofPixels) {
      return new Gradients(pixels.spread(ofPixels, x), found.ofWeight(), found.ofBias());
    }
  }

  private Gradients direct(Tensor ofOutput, Tensor x, boolean ofInput) {
    try (BoolPointer wanted = new BoolPointer(3);
        T_TensorTensorTensor_T all =
            backward(ofOutput, x, wanted.put(0, ofInput).put(1, true).put(2, node.bias()))) {
      return new Gradients(
          ofInput ? new Tensor(all.get0()) : null,
          new Tensor(all.get1()),
          node.bias() ? new Tensor(all.get2()) : null);
    }
  }

  private T_TensorTensorTensor_T backward(Tensor ofOutput, Tensor x, BoolPointer wanted) {
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
