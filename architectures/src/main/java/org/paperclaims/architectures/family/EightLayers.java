package org.paperclaims.architectures.family;

import java.util.ArrayList;
import java.util.List;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Draft;

/**
 * The layers that AlexNet and ZFNet share, from the third on: three convolutions, a pooling, two
 * hidden linear layers and the classifier.
 *
 * @param without layers that are taken out
 * @param groups groups of channels of the fourth and fifth convolution
 * @param lastPad padding of the last pooling
 */
record EightLayers(Draft net, Without without, int groups, int lastPad) {
  private static final int CLASSIFIER = 4096;

  /** Add layer 3 and those behind it to what layer 2 gives, after its pooling. */
  Network end(String from, int outputs) {
    List<String> rectifiers = new ArrayList<>();
    String x = from;
    if (!without.convolutions()) {
      x = unit("group3.unit1", x, 384, 1, rectifiers);
      x = unit("group3.unit2", x, 384, groups, rectifiers);
    }
    x = unit("group3.unit3", x, 256, groups, rectifiers);
    net.module("group3", rectifiers.toArray(String[]::new));
    x = net.maxPool3("group3.pool", x, lastPad, false);
    net.linear("linear", without.linear() ? x : net.hiddenLinear(x, CLASSIFIER), outputs);
    return net.network();
  }

  private String unit(String name, String from, int out, int inGroups, List<String> rectifiers) {
    String conv = net.unitConv(name + ".conv", from, out, Window.same(3), inGroups);
    rectifiers.add(net.rectifier(name + ".rectifier", conv));
    return name + ".rectifier";
  }
}
