package org.paperclaims.harness.engine.plan;

import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Window;

/**
 * A 1x1 convolution that skips pixels, to be computed as one of stride 1 of the pixels that it
 * reads.
 *
 * <p>oneDNN, which libtorch takes on x86 processors, must not be given one of few channels: where
 * the channels are innermost and fill less than a vector register (8 of them with AVX2, 16 with
 * AVX-512), its gradient by the weights writes past the memory it has asked for. That ends the
 * process, or makes the gradient wrong without a word (oneDNN's issue 6035; versions 3.7 to 3.12 at
 * least).
 */
public final class StridedPointwise {
  /** So many channels fill the widest of vector registers. */
  private static final int ENOUGH = 16;

  private StridedPointwise() {}

  /** Tell whether a convolution is one. */
  public static boolean is(Node.Conv node) {
    Window w = node.window();
    return w.kernelHeight() * w.kernelWidth() == 1
        && w.strideHeight() * w.strideWidth() > 1
        && w.padHeight() + w.padWidth() == 0
        && node.inChannels() < ENOUGH;
  }
}
