package org.paperclaims.architectures.family;

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
 * Inception-v4 (Szegedy et al. 2017, arXiv 1602.07261, figures 3 to 9), for ImageNet, and a form
 * for small images.
 *
 * <pre>
 * stem           figure 3                                                       299 -> 35 pixels
 * 4 x A          avgpool, 1x1 96 | 1x1 96 | 1x1 64, 3x3 96 | 1x1 64, 3x3 96, 3x3 96
 * reduction A    maxpool3x3/2 | 3x3/2 384 | 1x1 192, 3x3 224, 3x3/2 256         35 -> 17 pixels
 * 7 x B          avgpool, 1x1 128 | 1x1 384 | 1x1 192, 1x7 224, 7x1 256
 *                | 1x1 192, 1x7 192, 7x1 224, 1x7 224, 7x1 256
 * reduction B    maxpool3x3/2 | 1x1 192, 3x3/2 192 | 1x1 256, 1x7 256, 7x1 320, 3x3/2 320
 * 3 x C          avgpool, 1x1 256 | 1x1 256 | 1x1 384, (1x3 256 | 3x1 256)
 *                | 1x1 384, 1x3 448, 3x1 512, (1x3 256 | 3x1 256)               8 pixels
 * end            global average pool, dropout 0.2, linear
 *
 * small images   stem conv3x3 32, conv3x3 32, conv3x3 64; reductions with padding: 32 -> 16 -> 8
 * -nN            N blocks of each of A, B and C, in place of 4, 7 and 3
 * </pre>
 *
 * The form for images of up to 64 pixels, which the stem would not leave any of, is this project's.
 * Batch normalisation everywhere with epsilon 0.001, and no biases. {@code last} is the rectifier
 * that ends each branch. The stem's branches are no module.
 */
record InceptionV4(OptionalInt blocks, OptionalInt width, RectifierKind rectifier)
    implements Architecture {
  static final Family FAMILY =
      new Family(
          "Inception-v4",
          "inception-v4",
          "inception-v4[-nN][-wW]",
          "inception-v4",
          "Szegedy et al. 2017, arXiv 1602.07261, figures 3 to 9",
          "Inception block: three to six branches; last is the ReLU that ends each branch",
          "inception-v4-w1",
          new Shape(3, 107, 107),
          InceptionV4::read);

  private static final int WIDTH = 32;

  private static InceptionV4 read(SpecWords words) {
    OptionalInt blocks = words.option("n", 1);
    OptionalInt width = words.option("w", 1);
    RectifierKind rectifier = words.rectifier();
    words.end();
    return new InceptionV4(blocks, width, rectifier);
  }

  @Override
  public String spec() {
    return "inception-v4"
        + (blocks.isPresent() ? "-n" + blocks.getAsInt() : "")
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
    boolean small = Scale.of(input) == Scale.SMALL;
    Window halving = small ? Window.square(3, 2, 1) : Window.valid(3, 2);
    String x = small ? smallStem(net) : stem(net);
    for (int i = 1; i <= blocks.orElse(4); i++) {
      x = blockA(net, "inceptionA" + i, x);
    }
    x = reductionA(net, "reductionA", x, halving);
    for (int i = 1; i <= blocks.orElse(7); i++) {
      x = blockB(net, "inceptionB" + i, x);
    }
    x = reductionB(net, "reductionB", x, halving);
    for (int i = 1; i <= blocks.orElse(3); i++) {
      x = blockC(net, "inceptionC" + i, x);
    }
    net.linear("linear", net.dropout("dropout", net.globalPool("pool", x), 0.2), outputs);
    return net.network();
  }

  private static String smallStem(Draft net) {
    String x = net.convUnit("stem.unit1", net.input(), 32, Window.same(3));
    x = net.convUnit("stem.unit2", x, 32, Window.same(3));
    return net.convUnit("stem.unit3", x, 64, Window.same(3));
  }

  private static String stem(Draft net) {
    String x = net.convUnit("stem.unit1", net.input(), 32, Window.valid(3, 2));
    x = net.convUnit("stem.unit2", x, 32, Window.valid(3, 1));
    x = net.convUnit("stem.unit3", x, 64, Window.same(3));
    Branches a = new Branches(net, "stem.split1", x);
    a.branch().maxPoolHalving(false);
    a.branch().conv(96, Window.valid(3, 2));
    Branches b = new Branches(net, "stem.split2", a.join());
    b.branch().conv(64, Window.same(1)).conv(96, Window.valid(3, 1));
    b.branch()
        .conv(64, Window.same(1))
        .conv(64, Window.same(7, 1))
        .conv(64, Window.same(1, 7))
        .conv(96, Window.valid(3, 1));
    Branches c = new Branches(net, "stem.split3", b.join());
    c.branch().conv(192, Window.valid(3, 2));
    c.branch().maxPoolHalving(false);
    return c.join();
  }

  private static String blockA(Draft net, String name, String from) {
    Branches m = new Branches(net, name, from);
    m.branch().averagePool().conv(96, Window.same(1));
    m.branch().conv(96, Window.same(1));
    m.branch().conv(64, Window.same(1)).conv(96, Window.same(3));
    m.branch().conv(64, Window.same(1)).conv(96, Window.same(3)).conv(96, Window.same(3));
    return m.end();
  }

  private static String reductionA(Draft net, String name, String from, Window halving) {
    Branches m = new Branches(net, name, from);
    m.branch().maxPool(halving);
    m.branch().conv(384, halving);
    m.branch().conv(192, Window.same(1)).conv(224, Window.same(3)).conv(256, halving);
    return m.end();
  }

  private static String blockB(Draft net, String name, String from) {
    Window row = Window.same(1, 7);
    Window column = Window.same(7, 1);
    Branches m = new Branches(net, name, from);
    m.branch().averagePool().conv(128, Window.same(1));
    m.branch().conv(384, Window.same(1));
    m.branch().conv(192, Window.same(1)).conv(224, row).conv(256, column);
    m.branch()
        .conv(192, Window.same(1))
        .conv(192, row)
        .conv(224, column)
        .conv(224, row)
        .conv(256, column);
    return m.end();
  }

  private static String reductionB(Draft net, String name, String from, Window halving) {
    Branches m = new Branches(net, name, from);
    m.branch().maxPool(halving);
    m.branch().conv(192, Window.same(1)).conv(192, halving);
    m.branch()
        .conv(256, Window.same(1))
        .conv(256, Window.same(1, 7))
        .conv(320, Window.same(7, 1))
        .conv(320, halving);
    return m.end();
  }

  private static String blockC(Draft net, String name, String from) {
    Window row = Window.same(1, 3);
    Window column = Window.same(3, 1);
    Branches m = new Branches(net, name, from);
    m.branch().averagePool().conv(256, Window.same(1));
    m.branch().conv(256, Window.same(1));
    m.branch().conv(384, Window.same(1)).fork(256, row, column);
    m.branch().conv(384, Window.same(1)).conv(448, row).conv(512, column).fork(256, row, column);
    return m.end();
  }
}
