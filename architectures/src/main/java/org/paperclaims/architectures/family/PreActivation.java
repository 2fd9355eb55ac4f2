package org.paperclaims.architectures.family;

import java.util.ArrayList;
import java.util.List;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Draft;

/** The pre-activation residual modules, which PreResNet and WRN share. */
record PreActivation(Draft net, String name) {

  /** Add BN - ReLU - conv3x3 - BN - ReLU - conv3x3 (+ shortcut). */
  String basic(String from, int width, int stride, Shortcut kind) {
    return convolutions(from, width, List.of(3, 3), stride, kind, 0);
  }

  /**
   * Add BN - ReLU - convolution for each kernel, with dropout before all convolutions but the first
   * (+ shortcut). The first convolution has the stride.
   */
  String convolutions(
      String from, int width, List<Integer> kernels, int stride, Shortcut kind, double dropout) {
    String first = rectified("1", from);
    int opening = kernels.get(0);
    String x = net.conv(name + ".conv1", first, width, Window.square(opening, stride, opening / 2));
    List<String> rectifiers = new ArrayList<>(List.of(first));
    for (int i = 2; i <= kernels.size(); i++) {
      rectifiers.add(rectified(Integer.toString(i), x));
      String dropped = name + ".dropout" + (i == 2 ? "" : i);
      x = net.dropout(dropped, rectifiers.get(i - 1), dropout);
      x = net.conv(name + ".conv" + i, x, width, Window.same(kernels.get(i - 1)));
    }
    net.module(name, rectifiers.toArray(String[]::new));
    return plusShortcut(from, first, x, stride, kind);
  }

  /** Add BN - ReLU - conv1x1 - BN - ReLU - conv3x3 - BN - ReLU - conv1x1 (+ shortcut). */
  String bottleneck(String from, int width, int out, int stride, Shortcut kind) {
    String first = rectified("1", from);
    String x = net.conv(name + ".conv1", first, width, Window.valid(1, stride));
    x = net.conv(name + ".conv2", rectified("2", x), width, Window.same(3));
    x = net.conv(name + ".conv3", rectified("3", x), out, Window.valid(1, 1));
    net.module(name, name + ".rectifier1", name + ".rectifier2", name + ".rectifier3");
    return plusShortcut(from, first, x, stride, kind);
  }

  private String rectified(String number, String from) {
    return net.rectifier(name + ".rectifier" + number, net.batchNorm(name + ".bn" + number, from));
  }

  private String plusShortcut(String from, String first, String x, int stride, Shortcut kind) {
    String shortcut = from;
    if (!net.shape(from).equals(net.shape(x))) {
      int out = net.channels(x);
      shortcut =
          kind.pads()
              ? net.padShortcut(
                  name + ".shortcut.pad",
                  from,
                  out,
                  stride,
                  kind.zerosBefore(out - net.channels(from)))
              : net.conv(name + ".shortcut.conv", first, out, Window.valid(1, stride));
    }
    return net.add(name + ".add", x, shortcut);
  }
}
