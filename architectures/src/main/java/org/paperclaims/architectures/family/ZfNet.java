package org.paperclaims.architectures.family;

import java.util.List;
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
 * ZFNet (Zeiler and Fergus 2014, arXiv 1311.2901, figure 3), for ImageNet, and a form for small
 * images.
 *
 * <pre>
 * group 1    conv7x7/2 96 - ReLU, maxpool3x3/2, contrast normalisation
 * group 2    conv5x5/2 256 - ReLU, maxpool3x3/2, contrast normalisation
 * group 3    conv3x3 384 - ReLU, conv3x3 384 - ReLU, conv3x3 256 - ReLU, maxpool3x3/2
 * end        linear 4096 - ReLU - dropout, the same again, linear
 *
 * -kK -sS    the first convolution has a kernel of K and a stride of S; with stride 4, as
 *            Krizhevsky's, the second convolution has stride 1, so that group 3 sees as many pixels
 * -no34 …    without layers 3 and 4, 6 and 7, or all of them (table 3)
 * </pre>
 *
 * Convolutions are on one GPU, without groups of channels, and have biases. Contrast normalisation
 * is AlexNet's local response normalisation. A module is a group between poolings, as of a VGG: in
 * the first two the first rectifier is the last. Images of up to 52 pixels, which the paper's
 * windows do not fit, are padded so that each stride halves them, rounded up: 32 become 16, 8, 4, 2
 * and 1. That form is this project's.
 */
record ZfNet(int kernel, int stride, Without without, OptionalInt width, RectifierKind rectifier)
    implements Architecture {
  static final Family FAMILY =
      new Family(
          "ZFNet",
          "zfnet",
          "zfnet[-kK][-sS]" + Without.PATTERN + "[-wW]",
          "zfnet",
          "Zeiler and Fergus 2014, arXiv 1311.2901, figure 3 and table 3",
          "group of convolutions between poolings, a ReLU after each",
          "zfnet-w2",
          new Shape(3, 80, 80),
          ZfNet::read);

  private static final int WIDTH = 96;
  private static final int KERNEL = 7;
  private static final int STRIDE = 2;
  private static final int WIDE_STRIDE = 4;
  private static final List<Integer> KERNELS = List.of(3, 5, 7, 9, 11);

  /** The largest picture that the paper's windows do not fit. */
  private static final int SMALL = 52;

  private static ZfNet read(SpecWords words) {
    int kernel = words.option("k", KERNELS).orElse(KERNEL);
    int stride = words.option("s", List.of(STRIDE, WIDE_STRIDE)).orElse(STRIDE);
    Without without = Without.read(words);
    OptionalInt width = words.option("w", 1);
    RectifierKind rectifier = words.rectifier();
    words.end();
    return new ZfNet(kernel, stride, without, width, rectifier);
  }

  @Override
  public String spec() {
    return "zfnet"
        + (kernel == KERNEL ? "" : "-k" + kernel)
        + (stride == STRIDE ? "" : "-s" + stride)
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
    boolean small = Math.max(input.height(), input.width()) <= SMALL;
    Draft net = new Draft(spec(), input, rectifier, Draft.Units.BIASED, width, WIDTH);
    Window first = Window.square(kernel, stride, small ? kernel / 2 : Math.max(0, kernel / 2 - 2));
    String x = net.convUnit("group1.unit1", net.input(), 96, first);
    net.module("group1", x);
    x = contrast(net, "group1", net.maxPool3("group1.pool", x, 1, false));
    int second = stride == WIDE_STRIDE ? 1 : 2;
    x = net.convUnit("group2.unit1", x, 256, Window.square(5, second, padding(small, second)));
    net.module("group2", x);
    x = contrast(net, "group2", net.maxPool3("group2.pool", x, 1, false));
    return new EightLayers(net, without, 1, small ? 1 : 0).end(x, outputs);
  }

  private static int padding(boolean small, int stride) {
    return small || stride == 1 ? 2 : 0;
  }

  private static String contrast(Draft net, String group, String from) {
    return net.localResponseNorm(group + ".norm", from, 5, 1e-4, 0.75, 1);
  }
}
