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
 * Inception-v3 (Szegedy et al. 2016, arXiv 1512.00567, table 1 and figures 5 to 7 and 10), for
 * ImageNet.
 *
 * <pre>
 * stem           conv3x3/2 32, conv3x3 32, conv3x3 64, maxpool3x3/2,
 *                conv1x1 80, conv3x3 192, maxpool3x3/2                          299 -> 35 pixels
 * 5b, 5c, 5d     1x1 64 | 1x1 48, 5x5 64 | 1x1 64, 3x3 96, 3x3 96 | avgpool, 1x1 32, 64, 64
 * 6a             3x3/2 384 | 1x1 64, 3x3 96, 3x3/2 96 | maxpool3x3/2            35 -> 17 pixels
 * 6b … 6e        1x1 192 | 1x1 n, 1x7 n, 7x1 192 | 1x1 n, 7x1 n, 1x7 n, 7x1 n, 1x7 192
 *                | avgpool, 1x1 192; n = 128, 160, 160, 192
 * 7a             1x1 192, 3x3/2 320 | 1x1 192, 1x7 192, 7x1 192, 3x3/2 192 | maxpool3x3/2
 * 7b, 7c         1x1 320 | 1x1 384, (1x3 384 | 3x1 384)
 *                | 1x1 448, 3x3 384, (1x3 384 | 3x1 384) | avgpool, 1x1 192     8 pixels
 * end            global average pool, dropout 0.2, linear
 * </pre>
 *
 * As published in code (TensorFlow, torchvision): figure 5's first 5x5 stays in 5b to 5d, batch
 * normalisation everywhere with epsilon 0.001, no biases, and the auxiliary classifier left out.
 * {@code last} is the rectifier that ends each branch.
 */
record InceptionV3(OptionalInt width, RectifierKind rectifier) implements Architecture {
  static final Family FAMILY =
      new Family(
          "Inception-v3",
          "inception-v3",
          "inception-v3[-wW]",
          "inception-v3",
          "Szegedy et al. 2016, arXiv 1512.00567, table 1",
          "Inception block: three to six branches; last is the ReLU that ends each branch",
          "inception-v3-w1",
          new Shape(3, 107, 107),
          InceptionV3::read);

  private static final int WIDTH = 32;

  private static InceptionV3 read(SpecWords words) {
    OptionalInt width = words.option("w", 1);
    RectifierKind rectifier = words.rectifier();
    words.end();
    return new InceptionV3(width, rectifier);
  }

  @Override
  public String spec() {
    return "inception-v3"
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
    String x = net.convUnit("stem.unit1", net.input(), 32, Window.valid(3, 2));
    x = net.convUnit("stem.unit2", x, 32, Window.valid(3, 1));
    x = net.convUnit("stem.unit3", x, 64, Window.same(3));
    x = net.maxPool3("stem.pool1", x, 0, false);
    x = net.convUnit("stem.unit4", x, 80, Window.same(1));
    x = net.convUnit("stem.unit5", x, 192, Window.valid(3, 1));
    x = net.maxPool3("stem.pool2", x, 0, false);
    x = first(net, "inception5b", x, 32);
    x = first(net, "inception5c", x, 64);
    x = first(net, "inception5d", x, 64);
    x = toSecond(net, "inception6a", x);
    x = second(net, "inception6b", x, 128);
    x = second(net, "inception6c", x, 160);
    x = second(net, "inception6d", x, 160);
    x = second(net, "inception6e", x, 192);
    x = toThird(net, "inception7a", x);
    x = third(net, "inception7b", x);
    x = third(net, "inception7c", x);
    net.linear("linear", net.dropout("dropout", net.globalPool("pool", x), 0.2), outputs);
    return net.network();
  }

  private static String first(Draft net, String name, String from, int pool) {
    Branches m = new Branches(net, name, from);
    m.branch().conv(64, Window.same(1));
    m.branch().conv(48, Window.same(1)).conv(64, Window.same(5));
    m.branch().conv(64, Window.same(1)).conv(96, Window.same(3)).conv(96, Window.same(3));
    m.branch().averagePool().conv(pool, Window.same(1));
    return m.end();
  }

  private static String toSecond(Draft net, String name, String from) {
    Branches m = new Branches(net, name, from);
    m.branch().conv(384, Window.valid(3, 2));
    m.branch().conv(64, Window.same(1)).conv(96, Window.same(3)).conv(96, Window.valid(3, 2));
    m.branch().maxPoolHalving(false);
    return m.end();
  }

  private static String second(Draft net, String name, String from, int n) {
    Window row = Window.same(1, 7);
    Window column = Window.same(7, 1);
    Branches m = new Branches(net, name, from);
    m.branch().conv(192, Window.same(1));
    m.branch().conv(n, Window.same(1)).conv(n, row).conv(192, column);
    m.branch().conv(n, Window.same(1)).conv(n, column).conv(n, row).conv(n, column).conv(192, row);
    m.branch().averagePool().conv(192, Window.same(1));
    return m.end();
  }

  private static String toThird(Draft net, String name, String from) {
    Branches m = new Branches(net, name, from);
    m.branch().conv(192, Window.same(1)).conv(320, Window.valid(3, 2));
    m.branch()
        .conv(192, Window.same(1))
        .conv(192, Window.same(1, 7))
        .conv(192, Window.same(7, 1))
        .conv(192, Window.valid(3, 2));
    m.branch().maxPoolHalving(false);
    return m.end();
  }

  private static String third(Draft net, String name, String from) {
    Window row = Window.same(1, 3);
    Window column = Window.same(3, 1);
    Branches m = new Branches(net, name, from);
    m.branch().conv(320, Window.same(1));
    m.branch().conv(384, Window.same(1)).fork(384, row, column);
    m.branch().conv(448, Window.same(1)).conv(384, Window.same(3)).fork(384, row, column);
    m.branch().averagePool().conv(192, Window.same(1));
    return m.end();
  }
}
