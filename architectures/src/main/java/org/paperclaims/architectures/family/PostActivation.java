package org.paperclaims.architectures.family;

import java.util.List;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Draft;

/**
 * The residual modules with a rectifier after the addition: ResNet's, ResNeXt's and wide ones; and
 * the other shortcuts and orders of activations that He et al. 2016 compare them with.
 *
 * @param opening whether the module is the network's first: with the ReLU before each convolution
 *     its first one acts on both paths (He et al. 2016, section 4.1)
 */
record PostActivation(
    Draft net, String name, Shortcut kind, Skip skip, Order order, boolean opening) {

  /** A convolution of a module. */
  private record Layer(int out, Window window, int groups) {}

  /** Make the module as published first. */
  PostActivation(Draft net, String name, Shortcut kind) {
    this(net, name, kind, Skip.IDENTITY, Order.ORIGINAL, false);
  }

  /** Add conv3x3 - BN - ReLU - conv3x3 - BN (+ shortcut) - ReLU. */
  String basic(String from, int width, int stride) {
    return module(
        from,
        stride,
        new Layer(width, Window.square(3, stride, 1), 1),
        new Layer(width, Window.same(3), 1));
  }

  /** Add conv1x1 - BN - ReLU - conv3x3 - BN - ReLU - conv1x1 - BN (+ shortcut) - ReLU. */
  String bottleneck(String from, int width, int out, int stride, Halving halving) {
    if (halving == Halving.SECOND) {
      return grouped(from, width, out, 1, stride);
    }
    return module(
        from,
        stride,
        new Layer(width, Window.valid(1, stride), 1),
        new Layer(width, Window.same(3), 1),
        new Layer(out, Window.valid(1, 1), 1));
  }

  /** Add the same in groups of channels; the second convolution halves the picture. */
  String grouped(String from, int width, int out, int groups, int stride) {
    return module(
        from,
        stride,
        new Layer(width, Window.valid(1, 1), 1),
        new Layer(width, Window.square(3, stride, 1), groups),
        new Layer(out, Window.valid(1, 1), 1));
  }

  private String module(String from, int stride, Layer... layers) {
    int last = layers.length;
    String[] rectifiers = new String[last];
    String x = from;
    for (int i = 1; i <= last; i++) {
      rectifiers[i - 1] = name + ".rectifier" + i;
      if (order == Order.RELU_PRE) {
        x = net.rectifier(rectifiers[i - 1], x);
      }
      Layer layer = layers[i - 1];
      x = net.unitConv(name + ".conv" + i, x, layer.out(), layer.window(), layer.groups());
      if (i < last || order != Order.BN_AFTER) {
        x = net.normalised(name + ".bn" + i, x);
      }
      if (order == Order.RELU_BEFORE || (i < last && order != Order.RELU_PRE)) {
        x = net.rectifier(rectifiers[i - 1], x);
      }
    }
    net.module(name, rectifiers);
    x = plusShortcut(opening && order == Order.RELU_PRE ? rectifiers[0] : from, x, stride);
    if (order == Order.BN_AFTER) {
      x = net.normalised(name + ".bn" + last, x);
    }
    return order.rectifiesSum() ? net.rectifier(rectifiers[last - 1], x) : x;
  }

  private String plusShortcut(String from, String x, int stride) {
    if (kind == Shortcut.NONE) {
      return x;
    }
    String shortcut =
        net.dropout(name + ".shortcut.dropout", shaped(from, x, stride), skip.dropout());
    if (skip.gate().isPresent()) {
      return gated(skip.gate().get(), from, x, shortcut, stride);
    }
    return net.addScaled(name + ".add", x, skip.branchScale(), shortcut, skip.scale());
  }

  /** Add g * x + (1 - g) * shortcut, or x + (1 - g) * shortcut. */
  private String gated(Skip.Gating gate, String from, String x, String shortcut, int stride) {
    Window window = Window.valid(1, stride);
    String g = net.conv(name + ".gate.conv", from, net.channels(x), window, 1, true);
    String closed = net.gate(name + ".shortcut.gate", g, shortcut, gate.bias());
    String branch = gate.exclusive() ? net.gate(name + ".gate", g, x, gate.bias()) : x;
    return net.add(name + ".add", List.of(branch, shortcut, closed), List.of(1.0, 1.0, -1.0));
  }

  private String shaped(String from, String x, int stride) {
    int out = net.channels(x);
    if (!skip.projected() && net.shape(from).equals(net.shape(x))) {
      return from;
    }
    if (!skip.projected() && kind.pads()) {
      return net.padShortcut(
          name + ".shortcut.pad", from, out, stride, kind.zerosBefore(out - net.channels(from)));
    }
    String conv = net.conv(name + ".shortcut.conv", from, out, Window.valid(1, stride));
    return net.batchNorm(name + ".shortcut.bn", conv);
  }
}
