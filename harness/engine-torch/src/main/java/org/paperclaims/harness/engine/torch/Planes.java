package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Memory for the tiles of one convolution after the other: what is used again and again stays in
 * the caches. Not for two threads at once.
 */
final class Planes {
  private final Weights weights;
  private long numbers;
  private @Nullable Tensor spread;
  private @Nullable Tensor products;

  /**
   * Make memory.
   *
   * @param weights with which it is freed
   */
  Planes(Weights weights) {
    this.weights = weights;
  }

  /** Make room for so many numbers; before the first use. */
  void require(long most) {
    numbers = Math.max(numbers, most);
  }

  /** Give 36 planes x rows x channels of what is multiplied. */
  Tensor spread(long rows, long channels) {
    Tensor memory = spread == null ? memory() : spread;
    spread = memory;
    return view(memory, rows, channels);
  }

  /** Give 36 planes x rows x channels of what comes of it. */
  Tensor products(long rows, long channels) {
    Tensor memory = products == null ? memory() : products;
    products = memory;
    return view(memory, rows, channels);
  }

  private Tensor memory() {
    return weights.hold(torch.empty(numbers));
  }

  private static Tensor view(Tensor memory, long rows, long channels) {
    long plane = WinogradKernel.PLANES;
    return memory.narrow(0, 0, plane * rows * channels).view(plane, rows, channels);
  }
}
