package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.Tensor;

/** A convolution of images in one slice. */
final class ConvLayer implements Layer {
  private final String node;
  private final Convolution convolution;
  private final int input;
  private final int output;

  /**
   * Make a layer.
   *
   * @param node its name
   * @param input slot of what it convolves
   * @param output slot of the outcome
   */
  ConvLayer(String node, Convolution convolution, int input, int output) {
    this.node = node;
    this.convolution = convolution;
    this.input = input;
    this.output = output;
  }

  @Override
  public void forward(Pass pass) {
    pass.put(output, convolution.output(pass.value(input)));
  }

  @Override
  public void backward(Pass pass) {
    Pass.Gradient gradient = pass.take(output);
    if (gradient == null) {
      return;
    }
    Convolution.Gradients found =
        convolution.gradients(gradient.tensor(), pass.value(input), Pass.wantsGradient(input));
    Tensor ofInput = found.ofInput();
    if (ofInput != null) {
      pass.give(input, ofInput, true);
    }
    pass.giveParameter(node + ".weight", found.ofWeight());
    Tensor ofBias = found.ofBias();
    if (ofBias != null) {
      pass.giveParameter(node + ".bias", ofBias);
    }
    if (gradient.owned()) {
      gradient.tensor().close();
    }
  }
}
