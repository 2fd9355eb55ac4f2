package org.paperclaims.architectures.family;

import java.util.OptionalInt;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.Rectifiers;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * ZFNet (Zeiler and Fergus 2014, arXiv 1311.2901, figure 3), for ImageNet.
 *
 * <pre>
 * group 1    conv7x7/2 96 - ReLU, maxpool3x3/2, contrast normalisation
 * group 2    conv5x5/2 256 - ReLU, maxpool3x3/2, contrast normalisation
 * group 3    conv3x3 384 - ReLU, conv3x3 384 - ReLU, conv3x3 256 - ReLU, maxpool3x3/2
 * end        linear 4096 - ReLU - dropout, the same again, linear
 * </pre>
 *
 * Convolutions are on one GPU, without groups of channels, and have biases. Contrast normalisation
 * is AlexNet's local response normalisation. A module is a group between poolings, as of a VGG: in
 * the first two the first rectifier is the last.
 */
record ZfNet(OptionalInt width, RectifierKind rectifier) implements Architecture {
  static final Family FAMILY =
      new Family(
          "ZFNet",
          "zfnet",
          "zfnet[-wW]",
          "zfnet",
          "Zeiler and Fergus 2014, arXiv 1311.2901, figure 3",
          "group of convolutions between poolings, a ReLU after each",
          "zfnet-w2",
          new Shape(3, 80, 80),
          ZfNet::read);

  private static final int WIDTH = 96;
  private static final int CLASSIFIER = 4096;
  private static final double DROPOUT = 0.5;

  private static ZfNet read(SpecWords words) {
    OptionalInt width = words.option("w", 1);
    RectifierKind rectifier = words.rectifier();
    words.end();
    return new ZfNet(width, rectifier);
  }

  @Override
  public String spec() {
    return "zfnet"
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
    Draft net = new Draft(spec(), input, rectifier, Draft.Units.BIASED, width, WIDTH);
    String x = net.convUnit("group1.unit1", net.input(), 96, Window.square(7, 2, 1));
    net.module("group1", x);
    x = contrast(net, "group1", net.maxPool3("group1.pool", x, 1, false));
    x = net.convUnit("group2.unit1", x, 256, Window.valid(5, 2));
    net.module("group2", x);
    x = contrast(net, "group2", net.maxPool3("group2.pool", x, 1, false));
    String a = net.convUnit("group3.unit1", x, 384, Window.same(3));
    String b = net.convUnit("group3.unit2", a, 384, Window.same(3));
    String c = net.convUnit("group3.unit3", b, 256, Window.same(3));
    net.module("group3", a, b, c);
    x = net.maxPool3("group3.pool", c, 0, false);
    for (int layer = 1; layer <= 2; layer++) {
      String name = "classifier" + layer;
      x = net.linear(name + ".linear", x, net.scaled(CLASSIFIER));
      x = net.dropout(name + ".dropout", net.rectifier(name + ".rectifier", x), DROPOUT);
    }
    net.linear("linear", x, outputs);
    return net.network();
  }

  private static String contrast(Draft net, String group, String from) {
    return net.localResponseNorm(group + ".norm", from, 5, 1e-4, 0.75);
  }
}
