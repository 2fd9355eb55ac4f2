package org.paperclaims.architectures.family;

import java.util.OptionalInt;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.Draft;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.Rectifiers;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * BN-Inception, Inception-v2 (Ioffe and Szegedy 2015, arXiv 1502.03167, figure 5), for ImageNet.
 *
 * <pre>
 * stem        conv7x7/2 64, maxpool3x3/2, conv1x1 64, conv3x3 192, maxpool3x3/2
 * 3a, 3b      1x1 | 1x1, 3x3 | 1x1, 3x3, 3x3 | avgpool, 1x1
 * 3c          1x1, 3x3/2 | 1x1, 3x3, 3x3/2 | maxpool/2
 * 4a … 4d     as 3a
 * 4e          as 3c
 * 5a, 5b      as 3a; max pooling in 5b
 * end         global average pool, linear
 * </pre>
 *
 * Every convolution has batch normalisation, and a bias, as the published model that is counted at
 * 11.3 million parameters. {@code last} is the rectifier that ends each branch; the branch that
 * only pools has none.
 */
record BnInception(OptionalInt width, RectifierKind rectifier) implements Architecture {
  static final Family FAMILY =
      new Family(
          "BN-Inception (Inception-v2)",
          "inception-v2",
          "inception-v2[-wW]",
          "inception-v2",
          "Ioffe and Szegedy 2015, arXiv 1502.03167, figure 5",
          "Inception block: up to four branches; last is the ReLU that ends each branch",
          "inception-v2-w2",
          new Shape(3, 96, 96),
          BnInception::read);

  private static final int WIDTH = 64;

  private static BnInception read(SpecWords words) {
    OptionalInt width = words.option("w", 1);
    RectifierKind rectifier = words.rectifier();
    words.end();
    return new BnInception(width, rectifier);
  }

  @Override
  public String spec() {
    return "inception-v2"
        + (width.isPresent() ? "-w" + width.getAsInt() : "")
        + Rectifiers.suffix(rectifier);
  }

  @Override
  public Shape usualInput() {
    return new Shape(3, 224, 224);
  }

  @Override
  public int usualOutputs() {
    return 1000;
  }

  @Override
  public Network build(Shape input, int outputs) {
    Draft net =
        new Draft(spec(), input, rectifier, Draft.Units.BIASED_AND_NORMALISED, width, WIDTH);
    String x = net.convUnit("stem.unit1", net.input(), 64, Window.square(7, 2, 3));
    x = net.maxPool3("stem.pool1", x, 0, true);
    x = net.convUnit("stem.unit2", x, 64, Window.same(1));
    x = net.convUnit("stem.unit3", x, 192, Window.same(3));
    x = net.maxPool3("stem.pool2", x, 0, true);
    x = module(net, "inception3a", x, 64, 64, 64, 64, 96, PoolKind.AVERAGE, 32);
    x = module(net, "inception3b", x, 64, 64, 96, 64, 96, PoolKind.AVERAGE, 64);
    x = halving(net, "inception3c", x, 128, 160, 64, 96);
    x = module(net, "inception4a", x, 224, 64, 96, 96, 128, PoolKind.AVERAGE, 128);
    x = module(net, "inception4b", x, 192, 96, 128, 96, 128, PoolKind.AVERAGE, 128);
    x = module(net, "inception4c", x, 160, 128, 160, 128, 160, PoolKind.AVERAGE, 128);
    x = module(net, "inception4d", x, 96, 128, 192, 160, 192, PoolKind.AVERAGE, 128);
    x = halving(net, "inception4e", x, 128, 192, 192, 256);
    x = module(net, "inception5a", x, 352, 192, 320, 160, 224, PoolKind.AVERAGE, 128);
    x = module(net, "inception5b", x, 352, 192, 320, 192, 224, PoolKind.MAX, 128);
    net.linear("linear", net.globalPool("pool", x), outputs);
    return net.network();
  }

  /** Add a row of the table: #1x1, #3x3 reduce, #3x3, double #3x3 reduce, double #3x3, pool. */
  private static String module(
      Draft net,
      String name,
      String from,
      int one,
      int threeReduce,
      int three,
      int doubleReduce,
      int doubled,
      PoolKind kind,
      int pool) {
    Branches m = new Branches(net, name, from);
    m.branch().conv(one, Window.same(1));
    m.branch().conv(threeReduce, Window.same(1)).conv(three, Window.same(3));
    m.branch()
        .conv(doubleReduce, Window.same(1))
        .conv(doubled, Window.same(3))
        .conv(doubled, Window.same(3));
    Branches.Branch pooling = m.branch();
    (kind == PoolKind.MAX ? pooling.maxPool() : pooling.averagePool()).conv(pool, Window.same(1));
    return m.end();
  }

  private static String halving(
      Draft net,
      String name,
      String from,
      int threeReduce,
      int three,
      int doubleReduce,
      int doubled) {
    Window half = Window.square(3, 2, 1);
    Branches m = new Branches(net, name, from);
    m.branch().conv(threeReduce, Window.same(1)).conv(three, half);
    m.branch().conv(doubleReduce, Window.same(1)).conv(doubled, Window.same(3)).conv(doubled, half);
    m.branch().maxPoolHalving(true);
    return m.end();
  }
}
