package org.paperclaims.architectures.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.Draft;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.Nearest;
import org.paperclaims.architectures.spec.Rectifiers;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * Densely connected networks (Huang et al. 2017, arXiv 1608.06993, table 1 and section 3).
 *
 * <pre>
 *               small images: densenet[-bc]-L-k       ImageNet: densenet-L (always BC)
 * stem          conv3x3, 16 (BC: 2k)                  conv7x7/2, 2k - BN - ReLU - maxpool3x3/2
 * blocks        3 of n layers; L = 3n+4 (BC: 6n+4)    121: 6, 12, 24, 16   169: 6, 12, 32, 32
 *                                                     201: 6, 12, 48, 32   161: 6, 12, 36, 24
 * between       BN - ReLU - conv1x1 (BC: to half the channels) - avgpool2x2/2
 * end           BN - ReLU - global average pool, linear
 *
 * layer         BN - ReLU - conv3x3 to k, concatenated to its input              the only one
 * layer, BC     BN - ReLU - conv1x1 to 4k - BN - ReLU - conv3x3 to k, the same   first, last
 * </pre>
 *
 * The growth rate k is 32 on ImageNet, 48 for DenseNet-161. A module is a layer: all its rectifiers
 * stand before its convolutions, as in a PreResNet. Those between the blocks belong to no module.
 * Dropout follows each convolution but the first.
 *
 * @param growth none for ImageNet's published members
 */
record DenseNet(
    int depth, OptionalInt growth, boolean bottleneck, double dropout, RectifierKind rectifier)
    implements Architecture {
  static final Family FAMILY =
      new Family(
          "DenseNet",
          "densenet",
          "densenet[-bc]-L-K[-dropoutRATE], densenet-L",
          "densenet-bc-100-12",
          "Huang et al. 2017, arXiv 1608.06993, table 1 and section 3",
          "dense layer: a ReLU before each of its convolutions",
          "densenet-bc-10-2",
          new Shape(3, 8, 8),
          DenseNet::read);

  private static final Map<Integer, List<Integer>> IMAGENET =
      Map.of(
          121, List.of(6, 12, 24, 16),
          161, List.of(6, 12, 36, 24),
          169, List.of(6, 12, 32, 32),
          201, List.of(6, 12, 48, 32));
  private static final int BLOCKS = 3;

  private static DenseNet read(SpecWords words) {
    boolean bottleneck = words.flag("bc");
    int depth = words.number("the depth and the growth rate");
    double dropout = words.dropout();
    RectifierKind rectifier = words.rectifier();
    if (words.isEmpty() && !bottleneck) {
      if (!IMAGENET.containsKey(depth)) {
        throw words.refuse(
            "without a growth rate the depth is one for ImageNet: 121, 161, 169 or 201",
            words.replacing(depth, Nearest.of(depth, IMAGENET.keySet())));
      }
      return new DenseNet(depth, OptionalInt.empty(), true, dropout, rectifier);
    }
    int growth = words.number("the depth and the growth rate");
    words.end();
    int step = step(bottleneck);
    if (depth <= 4 || (depth - 4) % step != 0) {
      throw words.refuse(
          bottleneck
              ? "the depth with bottlenecks is 6n+4 (22, 40, 100, 190, 250)"
              : "the depth is 3n+4 (22, 40, 100); with bottlenecks it is 6n+4",
          words.replacing(depth, Nearest.of(depth, 4, step)));
    }
    if (growth < 1) {
      throw words.refuse(
          "the growth rate is a whole number from 1 on", words.replacing(growth, 12));
    }
    return new DenseNet(depth, OptionalInt.of(growth), bottleneck, dropout, rectifier);
  }

  @Override
  public String spec() {
    return "densenet"
        + (growth.isPresent() && bottleneck ? "-bc" : "")
        + "-"
        + depth
        + (growth.isPresent() ? "-" + growth.getAsInt() : "")
        + (dropout == 0 ? "" : "-dropout" + SpecWords.decimal(dropout))
        + Rectifiers.suffix(rectifier);
  }

  @Override
  public Shape usualInput() {
    return growth.isPresent() ? new Shape(3, 32, 32) : new Shape(3, 224, 224);
  }

  @Override
  public int usualOutputs() {
    return growth.isPresent() ? 10 : 1000;
  }

  @Override
  public Network build(Shape input, int outputs) {
    Draft net = new Draft(spec(), input, rectifier);
    boolean small = growth.isPresent();
    int k = growth.orElse(depth == 161 ? 48 : 32);
    String x =
        small
            ? net.conv("stem.conv", net.input(), bottleneck ? 2 * k : 16, Window.same(3))
            : net.imageNetStem(2 * k);
    List<Integer> blocks = blocks();
    for (int block = 1; block <= blocks.size(); block++) {
      for (int layer = 1; layer <= blocks.get(block - 1); layer++) {
        x = layer(net, "block" + block + ".layer" + layer, x, k);
      }
      if (block < blocks.size()) {
        x = transition(net, "transition" + block, x);
      }
    }
    x = net.rectifier("final.rectifier", net.batchNorm("final.bn", x));
    net.linear("linear", net.globalPool("pool", x), outputs);
    return net.network();
  }

  private String layer(Draft net, String m, String from, int k) {
    List<String> rectifiers = new ArrayList<>();
    String x = net.rectifier(m + ".rectifier1", net.batchNorm(m + ".bn1", from));
    rectifiers.add(x);
    if (bottleneck) {
      x = net.conv(m + ".conv1", x, 4 * k, Window.valid(1, 1));
      x = net.dropout(m + ".dropout1", x, dropout);
      x = net.rectifier(m + ".rectifier2", net.batchNorm(m + ".bn2", x));
      rectifiers.add(x);
      x = net.dropout(m + ".dropout2", net.conv(m + ".conv2", x, k, Window.same(3)), dropout);
    } else {
      x = net.dropout(m + ".dropout1", net.conv(m + ".conv1", x, k, Window.same(3)), dropout);
    }
    net.module(m, rectifiers.toArray(String[]::new));
    return net.concat(m + ".concat", from, x);
  }

  private String transition(Draft net, String name, String from) {
    int out = bottleneck ? net.channels(from) / 2 : net.channels(from);
    String x = net.rectifier(name + ".rectifier", net.batchNorm(name + ".bn", from));
    x =
        net.dropout(
            name + ".dropout", net.conv(name + ".conv", x, out, Window.valid(1, 1)), dropout);
    return net.averagePool(name + ".pool", x, Window.valid(2, 2), false, false);
  }

  private List<Integer> blocks() {
    if (growth.isEmpty()) {
      return IMAGENET.getOrDefault(depth, List.of());
    }
    int n = (depth - 4) / step(bottleneck);
    return List.of(n, n, n);
  }

  private static int step(boolean bottleneck) {
    return bottleneck ? 2 * BLOCKS : BLOCKS;
  }
}
