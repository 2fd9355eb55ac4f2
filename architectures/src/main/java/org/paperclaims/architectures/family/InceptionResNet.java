package org.paperclaims.architectures.family;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.Draft;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.Rectifiers;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * Inception-ResNet-v1 and v2 (Szegedy et al. 2017, arXiv 1602.07261), for ImageNet, and a form of
 * each for small images: v1 as in figures 10 to 14, v2 as in figures 15 to 19, as released.
 *
 * <pre>
 *                v1                                                             v2
 * stem           conv3x3/2 32, conv3x3 32, conv3x3 64, maxpool3x3/2, conv1x1 80, conv3x3 192
 *                conv3x3/2 256                                                  maxpool3x3/2
 *                                                                         299 -> 35 pixels
 * 5b                                       1x1 96 | 1x1 48, 5x5 64 | 1x1 64, 3x3 96, 3x3 96
 *                                          | avgpool, 1x1 64
 * A              5 blocks                  10 blocks
 *                1x1 32 | 1x1 32, 3x3 32 | 1x1 32, 3x3 32, 3x3 32
 *                                          … | 1x1 32, 3x3 48, 3x3 64
 *                1x1 256, times 0.17       1x1 320, times 0.17
 * reduction A    3x3/2 384 | 1x1 192, 3x3 192, 3x3/2 256 | maxpool3x3/2
 *                                          3x3/2 384 | 1x1 256, 3x3 256, 3x3/2 384 | maxpool3x3/2
 *                                                                          35 -> 17 pixels
 * B              10 blocks                 20 blocks
 *                1x1 128 | 1x1 128, 1x7 128, 7x1 128
 *                                          1x1 192 | 1x1 128, 1x7 160, 7x1 192
 *                1x1 896, times 0.10       1x1 1088, times 0.10
 * reduction B    1x1 256, 3x3/2 384 | 1x1 256, 3x3/2 256 | 1x1 256, 3x3 256, 3x3/2 256
 *                | maxpool3x3/2            … | 1x1 256, 3x3/2 288 | 1x1 256, 3x3 288, 3x3/2 320 | …
 *                                                                           17 -> 8 pixels
 * C              5 blocks                  10 blocks
 *                1x1 192 | 1x1 192, 1x3 192, 3x1 192
 *                                          1x1 192 | 1x1 192, 1x3 224, 3x1 256
 *                1x1 1792, times 0.20      1x1 2080, times 0.20
 * end                                      conv1x1 1536
 *                global average pool, dropout 0.2, linear
 *
 * small images   stem conv3x3 32, conv3x3 32, conv3x3 64, and in v1 conv3x3 256; reductions with
 *                padding: 32 -> 16 -> 8
 * -nN            N blocks of each of A, B and C
 * -scaleS        every block's branches times S
 * -noskip        no shortcuts: batch normalisation behind the 1x1 convolution that joins the branches
 * </pre>
 *
 * The released v2, whose parameters are counted, differs from the figures in its stem, in the
 * widths 1088 and 2080, and in the last C, which is added unscaled and has no rectifier behind the
 * addition. Its authors released no model of v1: the scales are v2's. In A, B and C {@code last} is
 * the rectifier after the addition (in the last C of v2 the one that ends each branch); in 5b and
 * the reductions it is the one that ends each branch.
 */
record InceptionResNet(
    Version version,
    OptionalInt blocks,
    boolean shortcuts,
    OptionalDouble scale,
    OptionalInt width,
    RectifierKind rectifier)
    implements Architecture {
  /** The network whose tables apply. */
  enum Version {
    V1("inception-resnet-v1"),
    V2("inception-resnet-v2");

    private final String head;

    Version(String head) {
      this.head = head;
    }
  }

  static final Family V1 = family(Version.V1, "Inception-ResNet-v1", "figures 10 to 14");
  static final Family V2 = family(Version.V2, "Inception-ResNet-v2", "figures 15 to 19");

  private static final int WIDTH = 32;

  private static Family family(Version version, String title, String figures) {
    return new Family(
        title,
        version.head,
        version.head + "[-nN][-scaleS|-noskip][-wW]",
        version.head,
        "Szegedy et al. 2017, arXiv 1602.07261, " + figures,
        "Inception block with a shortcut: last is the ReLU after the addition; in reductions, the"
            + " one that ends each branch",
        version.head + "-w1",
        new Shape(3, 107, 107),
        words -> read(version, words));
  }

  private static InceptionResNet read(Version version, SpecWords words) {
    words.atMostOne("-scaleS and -noskip exclude one another", "scale.*|noskip");
    OptionalInt blocks = words.option("n", 1);
    double scale = words.shareOrWhole("scale", 0.2);
    boolean shortcuts = !words.flag("noskip");
    OptionalInt width = words.option("w", 1);
    RectifierKind rectifier = words.rectifier();
    words.end();
    return new InceptionResNet(
        version,
        blocks,
        shortcuts,
        scale == 0 ? OptionalDouble.empty() : OptionalDouble.of(scale),
        width,
        rectifier);
  }

  @Override
  public String spec() {
    return version.head
        + (blocks.isPresent() ? "-n" + blocks.getAsInt() : "")
        + (scale.isPresent() ? "-scale" + SpecWords.decimal(scale.getAsDouble()) : "")
        + (shortcuts ? "" : "-noskip")
        + (width.isPresent() ? "-w" + width.getAsInt() : "")
        + Rectifiers.suffix(rectifier);
  }

  @Override
  public Shape usualInput() {
    return new Shape(3, 299, 299);
  }

  @Override
  public int usualOutputs() {
    return 1000;
  }

  @Override
  public Network build(Shape input, int outputs) {
    Draft net = new Draft(spec(), input, rectifier, Draft.Units.INCEPTION, width, WIDTH);
    boolean first = version == Version.V1;
    boolean small = Scale.of(input) == Scale.SMALL;
    Window halving = small ? Window.square(3, 2, 1) : Window.valid(3, 2);
    String x = small ? smallStem(net) : stem(net);
    x = first ? x : block5b(net, "inception5b", x);
    for (int i = 1; i <= blocks.orElse(first ? 5 : 10); i++) {
      x = blockA(net, "inceptionA" + i, x);
    }
    x = reductionA(net, "reductionA", x, halving);
    for (int i = 1; i <= blocks.orElse(first ? 10 : 20); i++) {
      x = blockB(net, "inceptionB" + i, x);
    }
    x = reductionB(net, "reductionB", x, halving);
    int last = blocks.orElse(first ? 5 : 10);
    for (int i = 1; i <= last; i++) {
      String name = "inceptionC" + i;
      boolean bare = i == last && !first;
      x = blockC(net, name, x, bare ? 1 : 0.20, !bare);
      x = bare ? x : rectified(net, name, x);
    }
    x = first ? x : net.convUnit("final", x, 1536, Window.same(1));
    net.linear("linear", net.dropout("dropout", net.globalPool("pool", x), 0.2), outputs);
    return net.network();
  }

  private String stem(Draft net) {
    String x = net.convUnit("stem.unit1", net.input(), 32, Window.valid(3, 2));
    x = net.convUnit("stem.unit2", x, 32, Window.valid(3, 1));
    x = net.convUnit("stem.unit3", x, 64, Window.same(3));
    x = net.maxPool3("stem.pool1", x, 0, false);
    x = net.convUnit("stem.unit4", x, 80, Window.same(1));
    x = net.convUnit("stem.unit5", x, 192, Window.valid(3, 1));
    return version == Version.V1
        ? net.convUnit("stem.unit6", x, 256, Window.valid(3, 2))
        : net.maxPool3("stem.pool2", x, 0, false);
  }

  private String smallStem(Draft net) {
    String x = net.convUnit("stem.unit1", net.input(), 32, Window.same(3));
    x = net.convUnit("stem.unit2", x, 32, Window.same(3));
    x = net.convUnit("stem.unit3", x, 64, Window.same(3));
    return version == Version.V1 ? net.convUnit("stem.unit4", x, 256, Window.same(3)) : x;
  }

  private static String block5b(Draft net, String name, String from) {
    Branches m = new Branches(net, name, from);
    m.branch().conv(96, Window.same(1));
    m.branch().conv(48, Window.same(1)).conv(64, Window.same(5));
    m.branch().conv(64, Window.same(1)).conv(96, Window.same(3)).conv(96, Window.same(3));
    m.branch().averagePool().conv(64, Window.same(1));
    return m.end();
  }

  private String blockA(Draft net, String name, String from) {
    Branches m = new Branches(net, name, from);
    m.branch().conv(32, Window.same(1));
    m.branch().conv(32, Window.same(1)).conv(32, Window.same(3));
    m.branch()
        .conv(32, Window.same(1))
        .conv(of(32, 48), Window.same(3))
        .conv(of(32, 64), Window.same(3));
    m.declare(name + ".rectifier");
    return rectified(net, name, added(net, name, from, m.join(), 0.17));
  }

  private String reductionA(Draft net, String name, String from, Window halving) {
    Branches m = new Branches(net, name, from);
    m.branch().conv(384, halving);
    m.branch()
        .conv(of(192, 256), Window.same(1))
        .conv(of(192, 256), Window.same(3))
        .conv(of(256, 384), halving);
    m.branch().maxPool(halving);
    return m.end();
  }

  private String blockB(Draft net, String name, String from) {
    Branches m = new Branches(net, name, from);
    m.branch().conv(of(128, 192), Window.same(1));
    m.branch()
        .conv(128, Window.same(1))
        .conv(of(128, 160), Window.same(1, 7))
        .conv(of(128, 192), Window.same(7, 1));
    m.declare(name + ".rectifier");
    return rectified(net, name, added(net, name, from, m.join(), 0.10));
  }

  private String reductionB(Draft net, String name, String from, Window halving) {
    Branches m = new Branches(net, name, from);
    m.branch().conv(256, Window.same(1)).conv(384, halving);
    m.branch().conv(256, Window.same(1)).conv(of(256, 288), halving);
    m.branch()
        .conv(256, Window.same(1))
        .conv(of(256, 288), Window.same(3))
        .conv(of(256, 320), halving);
    m.branch().maxPool(halving);
    return m.end();
  }

  private String blockC(Draft net, String name, String from, double published, boolean rectified) {
    Branches m = new Branches(net, name, from);
    m.branch().conv(192, Window.same(1));
    m.branch()
        .conv(192, Window.same(1))
        .conv(of(192, 224), Window.same(1, 3))
        .conv(of(192, 256), Window.same(3, 1));
    if (rectified) {
      m.declare(name + ".rectifier");
    } else {
      m.declare();
    }
    return added(net, name, from, m.join(), published);
  }

  /** Choose this version's number of channels. */
  private int of(int v1, int v2) {
    return version == Version.V1 ? v1 : v2;
  }

  /**
   * Add the branches, brought to the input's width by a linear 1x1 convolution with bias; without
   * shortcuts only bring them there, and normalise.
   */
  private String added(Draft net, String name, String from, String branches, double published) {
    String residual = net.maps(name + ".conv", branches, net.channels(from));
    return shortcuts
        ? net.addScaled(name + ".add", from, residual, scale.orElse(published))
        : net.batchNorm(name + ".bn", residual);
  }

  private static String rectified(Draft net, String name, String from) {
    return net.rectifier(name + ".rectifier", from);
  }
}
