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
 * Network in network (Lin et al. 2014, arXiv 1312.4400, section 4 and the published Caffe models).
 *
 * <pre>
 *            small images                        ImageNet
 * mlp 1      conv5x5 192, 160, 96                conv11x11/4 96, 96, 96
 *            maxpool3x3/2, dropout               maxpool3x3/2
 * mlp 2      conv5x5 192, 192, 192               conv5x5 256, 256, 256
 *            avgpool3x3/2, dropout               maxpool3x3/2
 * mlp 3      conv3x3 192, 192, classes           conv3x3 384, 384, 384
 *                                                maxpool3x3/2, dropout
 * mlp 4                                          conv3x3 1024, 1024, classes
 * end        global average pool, and no linear layer
 *
 * -conv      only the first convolution of each module; the last module's makes the class maps
 * -fc        behind the class maps a linear layer in place of the average (section 4.6)
 * </pre>
 *
 * Every convolution but the first of a module is 1x1; each has a bias (and BN with {@code -bn}) and
 * a ReLU, the one that makes the class maps too. A module is one mlp convolution: a spatial
 * convolution and two 1x1 convolutions. So {@code last} in the last module acts on the class maps.
 * {@code -dropoutRATE} sets the rate of all dropout between modules, 0.5 without; {@code
 * -fcdropoutRATE} is {@code -fc} with dropout before the linear layer.
 *
 * @param dense a linear layer ends the network, and not the global average pool
 * @param denseDropout rate of the dropout before it
 */
record Nin(
    boolean batchNorm,
    boolean plain,
    boolean dense,
    double denseDropout,
    double dropout,
    OptionalInt width,
    RectifierKind rectifier)
    implements Architecture {
  static final Family FAMILY =
      new Family(
          "NIN",
          "nin",
          "nin[-bn][-conv][-fc|-fcdropoutRATE][-dropoutRATE][-wW]",
          "nin",
          "Lin et al. 2014, arXiv 1312.4400, section 4",
          "mlp convolution: a spatial and two 1x1 convolutions, a ReLU after each",
          "nin-bn-w4",
          new Shape(3, 16, 16),
          Nin::read);

  private static final double DROPOUT = 0.5;

  private static Nin read(SpecWords words) {
    words.atMostOne("-fc and -fcdropoutRATE exclude one another", "fc|fcdropout.*");
    boolean batchNorm = words.flag("bn");
    boolean plain = words.flag("conv");
    double denseDropout = words.share("fcdropout", DROPOUT);
    boolean dense = words.flag("fc") || denseDropout > 0;
    double dropout = words.dropout(DROPOUT);
    OptionalInt width = words.option("w", 1);
    RectifierKind rectifier = words.rectifier();
    words.end();
    return new Nin(batchNorm, plain, dense, denseDropout, dropout, width, rectifier);
  }

  @Override
  public String spec() {
    return "nin"
        + (batchNorm ? "-bn" : "")
        + (plain ? "-conv" : "")
        + (dense ? "-fc" : "")
        + (denseDropout > 0 ? "dropout" + SpecWords.decimal(denseDropout) : "")
        + (dropout == DROPOUT ? "" : "-dropout" + SpecWords.decimal(dropout))
        + (width.isPresent() ? "-w" + width.getAsInt() : "")
        + Rectifiers.suffix(rectifier);
  }

  @Override
  public Shape usualInput() {
    return new Shape(3, 32, 32);
  }

  @Override
  public int usualOutputs() {
    return 10;
  }

  @Override
  public Network build(Shape input, int outputs) {
    boolean small = Scale.of(input) == Scale.SMALL;
    Draft.Units units = batchNorm ? Draft.Units.BIASED_AND_NORMALISED : Draft.Units.BIASED;
    Draft net = new Draft(spec(), input, rectifier, units, width, small ? 192 : 96);
    String maps = small ? small(net, outputs) : imageNet(net, outputs);
    if (dense) {
      net.linear("linear", net.dropout("linear.dropout", maps, denseDropout), outputs);
    } else {
      net.globalPool("pool", maps);
    }
    return net.network();
  }

  private String small(Draft net, int classes) {
    String x = mlp(net, "module1", net.input(), Window.same(5), 192, 160, 96);
    x = net.dropout("module1.dropout", net.maxPool3("module1.pool", x, 0, true), dropout);
    x = mlp(net, "module2", x, Window.same(5), 192, 192, 192);
    x = net.averagePool("module2.pool", x, Window.valid(3, 2), true, false);
    x = net.dropout("module2.dropout", x, dropout);
    return classes(net, "module3", x, 192, classes);
  }

  private String imageNet(Draft net, int classes) {
    String x = mlp(net, "module1", net.input(), Window.valid(11, 4), 96, 96, 96);
    x = net.maxPool3("module1.pool", x, 0, true);
    x = mlp(net, "module2", x, Window.same(5), 256, 256, 256);
    x = net.maxPool3("module2.pool", x, 0, true);
    x = mlp(net, "module3", x, Window.same(3), 384, 384, 384);
    x = net.dropout("module3.dropout", net.maxPool3("module3.pool", x, 0, true), dropout);
    return classes(net, "module4", x, 1024, classes);
  }

  private String mlp(
      Draft net, String m, String from, Window window, int spatial, int second, int third) {
    String a = net.convUnit(m + ".unit1", from, spatial, window);
    if (plain) {
      net.module(m, a);
      return a;
    }
    String b = net.convUnit(m + ".unit2", a, second, Window.valid(1, 1));
    String c = net.convUnit(m + ".unit3", b, third, Window.valid(1, 1));
    net.module(m, a, b, c);
    return c;
  }

  private String classes(Draft net, String m, String from, int width, int classes) {
    if (plain) {
      String maps = net.maps(m + ".unit1.conv", from, classes, Window.same(3));
      String only = rectified(net, m + ".unit1", maps);
      net.module(m, only);
      return only;
    }
    String a = net.convUnit(m + ".unit1", from, width, Window.same(3));
    String b = net.convUnit(m + ".unit2", a, width, Window.valid(1, 1));
    String c = rectified(net, m + ".unit3", net.maps(m + ".unit3.conv", b, classes));
    net.module(m, a, b, c);
    return c;
  }

  private String rectified(Draft net, String unit, String maps) {
    return net.rectifier(unit + ".rectifier", batchNorm ? net.batchNorm(unit + ".bn", maps) : maps);
  }
}
