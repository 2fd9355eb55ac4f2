package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Window;

/**
 * A 1x1 convolution that skips pixels, computed as one of stride 1 of the pixels that it reads.
 *
 * <p>oneDNN, which libtorch takes on x86 processors, must not be given one of few channels: where
 * the channels are innermost and fill less than a vector register (8 of them with AVX2, 16 with
 * AVX-512), its gradient by the weights writes past the memory it has asked for. That ends the
 * process, or makes the gradient wrong without a word (oneDNN's issue 6035; versions 3.7 to 3.12 at
 * least).
 *
 * @param strideHeight rows from one that is read to the next
 * @param strideWidth columns from one that is read to the next
 */
record StridedPointwise(long strideHeight, long strideWidth) {
  /** So many channels fill the widest of vector registers. */
  private static final int ENOUGH = 16;

  /** Tell whether a convolution is to be computed so. */
  static boolean is(Node.Conv node) {
    Window w = node.window();
    return w.kernelHeight() * w.kernelWidth() == 1
        && w.strideHeight() * w.strideWidth() > 1
        && w.padHeight() + w.padWidth() == 0
        && node.inChannels() < ENOUGH;
  }

  static StridedPointwise of(Node.Conv node) {
    return new StridedPointwise(node.window().strideHeight(), node.window().strideWidth());
  }

  /** Give the pixels that are read, as a view of the images. */
  Tensor pick(Tensor images) {
    return images
        .slice(2, from(), to(images.size(2)), strideHeight)
        .slice(3, from(), to(images.size(3)), strideWidth);
  }

  /** Turn the gradient of the picked pixels into that of the images, zero where nothing is read. */
  Tensor spread(Tensor gradient, Tensor images) {
    Tensor all = torch.zeros_like(images);
    pick(all).copy_(gradient);
    return all;
  }

  private static LongOptional from() {
    return new LongOptional(0);
  }

  private static LongOptional to(long size) {
    return new LongOptional(size);
  }
}
