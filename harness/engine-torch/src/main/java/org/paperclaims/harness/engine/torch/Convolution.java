package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A way to convolve images, forward and back. */
interface Convolution {
  /** Compute what the convolution puts out. */
  Tensor output(Tensor x);

  /**
   * The gradients that a convolution passes on.
   *
   * @param ofInput null if not asked for
   * @param ofBias null if there is no bias
   */
  record Gradients(@Nullable Tensor ofInput, Tensor ofWeight, @Nullable Tensor ofBias) {}

  /**
   * Turn the gradient of what was put out into those of the input and the parameters.
   *
   * @param x what was put in
   * @param ofInput whether that of the input is wanted
   */
  Gradients gradients(Tensor ofOutput, Tensor x, boolean ofInput);
}
