package org.paperclaims.harness.lab;

import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;

/** How much work a step is. */
final class Cost {
  /**
   * Below so many multiply-adds a step, calls cost more than arithmetic: resnet-56 w4 on 8x8 images
   * in batches of 32 is slower with two threads than with one, and has 2 % of this.
   */
  private static final double TINY = 1e9;

  private Cost() {}

  /** Tell whether a network's runs are best done side by side with one thread each. */
  static boolean isTiny(Network network, int batch) {
    double multiplyAdds = 0;
    for (Node node : network.nodes()) {
      if (node instanceof Node.Conv conv) {
        multiplyAdds +=
            (double) network.shape(conv.name()).size()
                * conv.inChannels()
                / conv.groups()
                * conv.window().kernelHeight()
                * conv.window().kernelWidth();
      } else if (node instanceof Node.Linear linear) {
        multiplyAdds += (double) linear.in() * linear.out();
      }
    }
    return multiplyAdds * batch < TINY;
  }
}
