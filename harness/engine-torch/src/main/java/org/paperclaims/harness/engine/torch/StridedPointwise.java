package org.paperclaims.harness.engine.torch;

import org.jspecify.annotations.Nullable;
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
 */
final class StridedPointwise {
  /** So many channels fill the widest of vector registers. */
  private static final int ENOUGH = 16;

  private StridedPointwise() {}

  /** Give the pixels that a convolution to be computed so reads, or null for any other. */
  static @Nullable Pixels of(Node.Conv node) {
    Window w = node.window();
    boolean so =
        w.kernelHeight() * w.kernelWidth() == 1
            && w.strideHeight() * w.strideWidth() > 1
            && w.padHeight() + w.padWidth() == 0
            && node.inChannels() < ENOUGH;
    return so ? new Pixels(w.strideHeight(), w.strideWidth()) : null;
  }
}
