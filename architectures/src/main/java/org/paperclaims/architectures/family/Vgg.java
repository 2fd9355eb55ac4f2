package org.paperclaims.architectures.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.Nearest;
import org.paperclaims.architectures.spec.Rectifiers;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * Very deep networks of 3x3 convolutions (Simonyan and Zisserman 2015, arXiv 1409.1556, table 1).
 *
 * <pre>
 *               64    128   256   512   512
 * 11 (A)        1     1     2     2     2        convolutions of 3x3 in each group,
 * 13 (B)        2     2     2     2     2        a max pool 2x2/2 behind each group
 * 16 (D)        2     2     3     3     3
 * 19 (E)        2     2     4     4     4
 *
 * end           small images: global average pool, linear
 *               ImageNet: linear 4096 - ReLU - dropout, the same again, linear
 * unit          conv3x3 (- BN) - ReLU
 * </pre>
 *
 * Convolutions have biases, with batch normalisation too, as the published counts have them. The
 * EraseReLU paper leaves open what a module of a VGG is. By default it is a group, whose last
 * rectifier stands before the max pool; with {@code -pairs} it is two successive convolutions of a
 * group (a third one is a module by itself). The classifier's rectifiers belong to no module.
 */
record Vgg(int depth, boolean batchNorm, boolean pairs, OptionalInt width, RectifierKind rectifier)
    implements Architecture {
  static final Family FAMILY =
      new Family(
          "VGG",
          "vgg",
          "vgg-D[-bn][-pairs][-wW]",
          "vgg-16-bn",
          "Simonyan and Zisserman 2015, arXiv 1409.1556, table 1",
          "group of convolutions between poolings, a ReLU after each; -pairs: two convolutions",
          "vgg-11-bn-w2",
          new Shape(3, 32, 32),
          Vgg::read);

  private static final Map<Integer, List<Integer>> GROUPS =
      Map.of(
          11, List.of(1, 1, 2, 2, 2),
          13, List.of(2, 2, 2, 2, 2),
          16, List.of(2, 2, 3, 3, 3),
          19, List.of(2, 2, 4, 4, 4));
  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512, 512);
  private static final int CLASSIFIER = 4096;
  private static final double DROPOUT = 0.5;

  private static Vgg read(SpecWords words) {
    int depth = words.number("the depth");
    boolean batchNorm = words.flag("bn");
    boolean pairs = words.flag("pairs");
    OptionalInt width = words.option("w", 1);
    RectifierKind rectifier = words.rectifier();
    words.end();
    if (!GROUPS.containsKey(depth)) {
      throw words.refuse(
          "the depth is 11, 13, 16 or 19",
          words.replacing(depth, Nearest.of(depth, GROUPS.keySet())));
    }
    return new Vgg(depth, batchNorm, pairs, width, rectifier);
  }

  @Override
  public String spec() {
    return "vgg-"
        + depth
        + (batchNorm ? "-bn" : "")
        + (pairs ? "-pairs" : "")
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
    Draft.Units units = batchNorm ? Draft.Units.BIASED_AND_NORMALISED : Draft.Units.BIASED;
    Draft net = new Draft(spec(), input, rectifier, units, width, WIDTHS.get(0));
    List<Integer> convolutions = GROUPS.getOrDefault(depth, List.of());
    String x = net.input();
    for (int group = 0; group < WIDTHS.size(); group++) {
      String name = "group" + (group + 1);
      int size = pairs ? 2 : convolutions.get(group);
      for (int first = 1; first <= convolutions.get(group); first += size) {
        int last = Math.min(first + size - 1, convolutions.get(group));
        String module = pairs ? name + ".module" + (first / size + 1) : name;
        List<String> rectifiers = new ArrayList<>();
        for (int unit = first; unit <= last; unit++) {
          x = net.convUnit(module + ".unit" + unit, x, WIDTHS.get(group), Window.same(3));
          rectifiers.add(x);
        }
        net.module(module, rectifiers.toArray(String[]::new));
      }
      x = net.maxPool(name + ".pool", x, Window.valid(2, 2), false);
    }
    net.linear("linear", head(net, x, input), outputs);
    return net.network();
  }

  private String head(Draft net, String from, Shape input) {
    if (Scale.of(input) == Scale.SMALL) {
      return net.globalPool("pool", from);
    }
    String x = from;
    for (int layer = 1; layer <= 2; layer++) {
      String name = "classifier" + layer;
      x = net.linear(name + ".linear", x, net.scaled(CLASSIFIER));
      x = net.dropout(name + ".dropout", net.rectifier(name + ".rectifier", x), DROPOUT);
    }
    return x;
  }
}
