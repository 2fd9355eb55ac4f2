package org.paperclaims.harness.engine.torch;

import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;

/**
 * Where 3x3 convolutions are computed by Winograd's minimal filtering F(4x4, 3x3), with 36
 * multiplications for every 16 results instead of 144 (Lavin and Gray 2016, arXiv 1509.09308,
 * section 4.3). Its sums go around the multiplications, so that it pays only where each number is
 * multiplied often: with many channels.
 *
 * @param channels how many there must be at least, of input and of output
 * @param tiles how many tiles an image must have at least: every filter is transformed for them
 * @param surplus how many results may be computed for each that the image has
 */
record Winograd(int channels, int tiles, double surplus) {
  /** Where it took less time than oneDNN's direct convolution (harness/benchmarks/RESULTS.md). */
  static final Winograd WHERE_FASTER = new Winograd(64, 4, 4 / 3.0);

  /** Tell whether it computes a convolution. */
  boolean fits(Node.Conv node, Shape input) {
    int down = WinogradKernel.tiles(input.height());
    int across = WinogradKernel.tiles(input.width());
    double results = down * across * WinogradKernel.RESULT * WinogradKernel.RESULT;
    return node.window().equals(Window.same(3))
        && node.groups() == 1
        && Math.min(node.inChannels(), node.outChannels()) >= channels
        && down * across >= tiles
        && results <= surplus * input.height() * input.width();
  }
}
