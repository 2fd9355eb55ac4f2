package org.paperclaims.architectures.family;

import java.util.ArrayList;
import java.util.List;
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
 * The deep network without normalisation on which PReLU and He's initialisation were tried (He et
 * al. 2015, arXiv 1502.01852, table 1 and section 2.2), for ImageNet.
 *
 * <pre>
 * group 1    conv7x7/2 64 - ReLU, maxpool3x3/3
 * group 2    4 x (conv2x2 128 - ReLU), maxpool2x2/2
 * group 3    6, 14 or 22 x (conv2x2 256 - ReLU), pyramid of 6x6, 3x3, 2x2 and 1x1 bins
 * end        linear 4096 - ReLU - dropout, the same again, linear
 * </pre>
 *
 * The depth is 14; 22 and 30 have 8 and 16 convolutions more in group 3. Convolutions have biases.
 * A kernel of 2 cannot keep a picture's size: the first of two is padded and adds a row and a
 * column, the second takes them away, so that 224 pixels give pictures of 109, 36 and 18. A module
 * is a group between poolings, as of a VGG; the linear layers' rectifiers belong to none.
 */
record Msra(int depth, OptionalInt width, RectifierKind rectifier) implements Architecture {
  static final Family FAMILY =
      new Family(
          "MSRA network",
          "msra",
          "msra-D[-wW]",
          "msra-14",
          "He et al. 2015, arXiv 1502.01852, table 1 and section 2.2",
          "group of convolutions between poolings, a ReLU after each",
          "msra-14-w1",
          new Shape(3, 31, 31),
          Msra::read);

  private static final List<Integer> DEPTHS = List.of(14, 22, 30);
  private static final List<Integer> LEVELS = List.of(6, 3, 2, 1);
  private static final int WIDTH = 64;
  private static final int CLASSIFIER = 4096;

  /** Layers outside group 3. */
  private static final int OTHERS = 8;

  private static Msra read(SpecWords words) {
    int depth = words.number("the depth");
    OptionalInt width = words.option("w", 1);
    RectifierKind rectifier = words.rectifier();
    words.end();
    if (!DEPTHS.contains(depth)) {
      throw words.refuse(
          "the depth is 14, 22 or 30", words.replacing(depth, Nearest.of(depth, DEPTHS)));
    }
    return new Msra(depth, width, rectifier);
  }

  @Override
  public String spec() {
    return "msra-"
        + depth
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
    String x = net.convUnit("group1.unit1", net.input(), 64, Window.valid(7, 2));
    net.module("group1", x);
    x = net.maxPool("group1.pool", x, Window.valid(3, 3), false);
    x = net.maxPool("group2.pool", group(net, "group2", x, 128, 4), Window.valid(2, 2), false);
    x = group(net, "group3", x, 256, depth - OTHERS);
    x = net.pyramidPool("group3.pool", x, LEVELS);
    net.linear("linear", net.hiddenLinear(x, CLASSIFIER), outputs);
    return net.network();
  }

  private static String group(Draft net, String name, String from, int width, int count) {
    List<String> rectifiers = new ArrayList<>();
    String x = from;
    for (int unit = 1; unit <= count; unit++) {
      x = net.convUnit(name + ".unit" + unit, x, width, Window.square(2, 1, unit % 2));
      rectifiers.add(x);
    }
    net.module(name, rectifiers.toArray(String[]::new));
    return x;
  }
}
