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
 * AlexNet (Krizhevsky et al. 2012, figure 2), which Zeiler and Fergus 2014 (arXiv 1311.2901) take
 * layers from.
 *
 * <pre>
 * group 1    conv11x11/4 96 - ReLU, response normalisation, maxpool3x3/2
 * group 2    conv5x5 256 in 2 groups - ReLU, response normalisation, maxpool3x3/2
 * group 3    conv3x3 384 - ReLU, conv3x3 384 in 2 groups - ReLU, conv3x3 256 in 2 groups - ReLU,
 *            maxpool3x3/2
 * end        linear 4096 - ReLU - dropout, the same again, linear
 *
 * -dense     one GPU: no groups of channels
 * -no34 …    without layers 3 and 4, 6 and 7, or all of them (Zeiler and Fergus, table 3)
 * </pre>
 *
 * Convolutions have biases. The normalisation has Krizhevsky's constants: 5 channels, k = 2, alpha
 * = 1e-4 a channel, beta = 0.75. The first convolution has a padding of 2, with which 224 pixels
 * come out at the published 55. A module is a group between poolings, as of a ZFNet. On images of
 * up to 64 pixels all poolings are padded by 1 and the first convolution by 5, this project's form.
 */
record AlexNet(boolean dense, Without without, OptionalInt width, RectifierKind rectifier)
    implements Architecture {
  static final Family FAMILY =
      new Family(
          "AlexNet",
          "alexnet",
          "alexnet[-dense]" + Without.PATTERN + "[-wW]",
          "alexnet",
          "Krizhevsky et al. 2012, figure 2; Zeiler and Fergus 2014, arXiv 1311.2901, table 3",
          "group of convolutions between poolings, a ReLU after each",
          "alexnet-w6",
          new Shape(3, 32, 32),
          AlexNet::read);

  private static final int WIDTH = 96;

  /** Widths that give every convolution in groups an even number of channels. */
  private static final int WIDTH_STEP = 6;

  private static AlexNet read(SpecWords words) {
    boolean dense = words.flag("dense");
    Without without = Without.read(words);
    OptionalInt width = words.option("w", 1);
    RectifierKind rectifier = words.rectifier();
    words.end();
    int wanted = width.orElse(WIDTH);
    if (!dense && wanted % WIDTH_STEP != 0) {
      int nearest = Math.max(1, Math.round(wanted / (float) WIDTH_STEP)) * WIDTH_STEP;
      throw words.refuse(
          "in two groups of channels the width is a multiple of " + WIDTH_STEP,
          words.replacing("w" + wanted, "w" + nearest));
    }
    return new AlexNet(dense, without, width, rectifier);
  }

  @Override
  public String spec() {
    return "alexnet"
        + (dense ? "-dense" : "")
        + without.suffix()
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
    int groups = dense ? 1 : 2;
    int pad = small ? 1 : 0;
    Draft net = new Draft(spec(), input, rectifier, Draft.Units.BIASED, width, WIDTH);
    String x = net.convUnit("group1.unit1", net.input(), 96, Window.square(11, 4, small ? 5 : 2));
    net.module("group1", x);
    x = net.maxPool3("group1.pool", normalised(net, "group1", x), pad, false);
    String conv = net.unitConv("group2.unit1.conv", x, 256, Window.same(5), groups);
    x = net.rectifier("group2.unit1.rectifier", conv);
    net.module("group2", x);
    x = net.maxPool3("group2.pool", normalised(net, "group2", x), pad, false);
    return new EightLayers(net, without, groups, pad).end(x, outputs);
  }

  private static String normalised(Draft net, String group, String from) {
    return net.localResponseNorm(group + ".norm", from, 5, 5e-4, 0.75, 2);
  }
}
