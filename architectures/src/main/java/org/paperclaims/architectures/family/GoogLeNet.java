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
 * GoogLeNet, Inception-v1 (Szegedy et al. 2015, arXiv 1409.4842, table 1).
 *
 * <pre>
 *         small images                       ImageNet
 * stem    conv3x3 64, 64, 192                conv7x7/2 64, maxpool3x3/2, response norm,
 *         maxpool3x3/2                       conv1x1 64, conv3x3 192, response norm, maxpool3x3/2
 * 3a, 3b  Inception, maxpool3x3/2            the same
 * 4a…4e   Inception, maxpool3x3/2
 * 5a, 5b  Inception
 * end     global average pool, dropout 0.4, linear
 *
 * module  1x1 | 1x1, 3x3 | 1x1, 5x5 | maxpool3x3, 1x1, concatenated       first, last
 * </pre>
 *
 * On ImageNet convolutions have biases and there is no batch normalisation; the two auxiliary
 * classifiers are left out. On small images it is the network in common use for CIFAR: batch
 * normalisation behind every convolution, two 3x3 in place of the 5x5, biases in the modules but
 * not in the stem. {@code last} is the rectifier that ends each branch, {@code first} the one after
 * the reduction; the 1x1 and the pooling branch have only one.
 */
record GoogLeNet(OptionalInt width, RectifierKind rectifier) implements Architecture {
  static final Family FAMILY =
      new Family(
          "GoogLeNet (Inception-v1)",
          "googlenet",
          "googlenet[-wW]",
          "googlenet",
          "Szegedy et al. 2015, arXiv 1409.4842, table 1",
          "Inception block: four branches; last is the ReLU that ends each branch",
          "googlenet-w2",
          new Shape(3, 16, 16),
          GoogLeNet::read);

  private static final int WIDTH = 64;

  private static GoogLeNet read(SpecWords words) {
    OptionalInt width = words.option("w", 1);
    RectifierKind rectifier = words.rectifier();
    words.end();
    return new GoogLeNet(width, rectifier);
  }

  @Override
  public String spec() {
    return "googlenet"
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
    boolean small = Scale.of(input) == Scale.SMALL;
    Draft.Units units = small ? Draft.Units.BIASED_AND_NORMALISED : Draft.Units.BIASED;
    Draft net = new Draft(spec(), input, rectifier, units, width, WIDTH);
    String x = small ? smallStem(net) : imageNetStem(net);
    x = module(net, "inception3a", x, small, 64, 96, 128, 16, 32, 32);
    x = module(net, "inception3b", x, small, 128, 128, 192, 32, 96, 64);
    x = net.maxPool3("pool3", x, 1, false);
    x = module(net, "inception4a", x, small, 192, 96, 208, 16, 48, 64);
    x = module(net, "inception4b", x, small, 160, 112, 224, 24, 64, 64);
    x = module(net, "inception4c", x, small, 128, 128, 256, 24, 64, 64);
    x = module(net, "inception4d", x, small, 112, 144, 288, 32, 64, 64);
    x = module(net, "inception4e", x, small, 256, 160, 320, 32, 128, 128);
    x = net.maxPool3("pool4", x, 1, false);
    x = module(net, "inception5a", x, small, 256, 160, 320, 32, 128, 128);
    x = module(net, "inception5b", x, small, 384, 192, 384, 48, 128, 128);
    x = net.dropout("dropout", net.globalPool("pool", x), 0.4);
    net.linear("linear", x, outputs);
    return net.network();
  }

  private static String smallStem(Draft net) {
    String x = net.input();
    int[] widths = {64, 64, 192};
    for (int i = 0; i < widths.length; i++) {
      String name = "stem.unit" + (i + 1);
      x = net.batchNorm(name + ".bn", net.conv(name + ".conv", x, widths[i], Window.same(3)));
      x = net.rectifier(name + ".rectifier", x);
    }
    return net.maxPool3("stem.pool", x, 1, false);
  }

  private static String imageNetStem(Draft net) {
    String x = net.convUnit("stem.unit1", net.input(), 64, Window.square(7, 2, 3));
    x = net.maxPool3("stem.pool1", x, 1, false);
    x = net.localResponseNorm("stem.norm1", x, 5, 1e-4, 0.75, 1);
    x = net.convUnit("stem.unit2", x, 64, Window.same(1));
    x = net.convUnit("stem.unit3", x, 192, Window.same(3));
    x = net.localResponseNorm("stem.norm2", x, 5, 1e-4, 0.75, 1);
    return net.maxPool3("stem.pool2", x, 1, false);
  }

  /** Add a row of the paper's table: #1x1, #3x3 reduce, #3x3, #5x5 reduce, #5x5, pool proj. */
  private static String module(
      Draft net,
      String name,
      String from,
      boolean small,
      int one,
      int threeReduce,
      int three,
      int fiveReduce,
      int five,
      int pool) {
    Branches m = new Branches(net, name, from);
    m.branch().conv(one, Window.same(1));
    m.branch().conv(threeReduce, Window.same(1)).conv(three, Window.same(3));
    if (small) {
      m.branch()
          .conv(fiveReduce, Window.same(1))
          .conv(five, Window.same(3))
          .conv(five, Window.same(3));
    } else {
      m.branch().conv(fiveReduce, Window.same(1)).conv(five, Window.same(5));
    }
    m.branch().maxPool().conv(pool, Window.same(1));
    return m.end();
  }
}
