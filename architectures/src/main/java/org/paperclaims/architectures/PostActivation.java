package org.paperclaims.architectures;

/** The residual modules with a rectifier after the addition: ResNet's, ResNeXt's and wide ones. */
record PostActivation(Draft net, String name, Shortcut kind) {

  /** Add conv3x3 - BN - ReLU - conv3x3 - BN (+ shortcut) - ReLU. */
  String basic(String from, int width, int stride) {
    String x = net.conv(name + ".conv1", from, width, Window.square(3, stride, 1));
    x = rectified("1", x);
    x = net.batchNorm(name + ".bn2", net.conv(name + ".conv2", x, width, Window.same(3)));
    net.module(name, name + ".rectifier1", name + ".rectifier2");
    return net.rectifier(name + ".rectifier2", plusShortcut(from, x, stride));
  }

  /**
   * Add conv1x1 - BN - ReLU - conv3x3 - BN - ReLU - conv1x1 - BN (+ shortcut) - ReLU; the first
   * convolution halves the picture.
   */
  String bottleneck(String from, int width, int out, int stride) {
    return bottleneck(from, width, out, Window.valid(1, stride), Window.same(3), 1, stride);
  }

  /** Add the same in groups of channels; the second convolution halves the picture. */
  String grouped(String from, int width, int out, int groups, int stride) {
    Window middle = Window.square(3, stride, 1);
    return bottleneck(from, width, out, Window.valid(1, 1), middle, groups, stride);
  }

  private String bottleneck(
      String from, int width, int out, Window first, Window middle, int groups, int stride) {
    String x = rectified("1", net.conv(name + ".conv1", from, width, first));
    x = rectified("2", net.conv(name + ".conv2", x, width, middle, groups, false));
    x = net.batchNorm(name + ".bn3", net.conv(name + ".conv3", x, out, Window.valid(1, 1)));
    net.module(name, name + ".rectifier1", name + ".rectifier2", name + ".rectifier3");
    return net.rectifier(name + ".rectifier3", plusShortcut(from, x, stride));
  }

  private String rectified(String number, String conv) {
    return net.rectifier(name + ".rectifier" + number, net.batchNorm(name + ".bn" + number, conv));
  }

  private String plusShortcut(String from, String x, int stride) {
    if (kind == Shortcut.NONE) {
      return x;
    }
    String shortcut = from;
    if (!net.shape(from).equals(net.shape(x))) {
      int out = net.channels(x);
      if (kind == Shortcut.A) {
        shortcut = net.padShortcut(name + ".shortcut.pad", from, out, stride);
      } else {
        shortcut = net.conv(name + ".shortcut.conv", from, out, Window.valid(1, stride));
        shortcut = net.batchNorm(name + ".shortcut.bn", shortcut);
      }
    }
    return net.add(name + ".add", x, shortcut);
  }
}
