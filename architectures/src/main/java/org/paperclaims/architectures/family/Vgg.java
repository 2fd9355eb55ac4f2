package org.paperclaims.architectures.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
 * Very deep networks of 3x3 convolutions (Simonyan and Zisserman 2015, arXiv 1409.1556, table 1).
 *
 * <pre>
 *               64    128   256   512   512
 * 11 (A)        1     1     2     2     2        convolutions of 3x3 in each group,
 * 13 (B)        2     2     2     2     2        a max pool 2x2/2 behind each group
 * 16 (D)        2     2     3     3     3
 * 16-c (C)      2     2     3     3     3        the third of a group is a conv1x1
 * 19 (E)        2     2     4     4     4
 * 11-lrn        1     1     2     2     2        local response normalisation behind the first ReLU
 * 13-five       1     1     1     1     1        a conv5x5 for each pair of conv3x3 (section 4.1)
 *
 * end           small images: global average pool, linear
 *               ImageNet: linear 4096 - ReLU - dropout, the same again, linear
 * unit          conv3x3 (- BN) - ReLU
 * </pre>
 *
 * Convolutions have biases, with batch normalisation too, as the published counts have them. The
 * EraseReLU paper leaves open what a module of a VGG is. By default it is a group, whose last
 * rectifier stands before the max pool; with {@code -pairs} it is two successive convolutions of a
 * group (a third one is a module by itself). The constants of the normalisation are Krizhevsky's: 5
 * channels, k = 2, alpha = 1e-4 a channel, beta = 0.75 (section 3.1). The classifier's rectifiers
 * belong to no module.
 */
record Vgg(
    int depth,
    Variant variant,
    boolean batchNorm,
    boolean pairs,
    OptionalInt width,
    RectifierKind rectifier)
    implements Architecture {
  /** A column of the paper's table 1, or its section 4.1, that another column is changed into. */
  enum Variant {
    NONE("", 0),
    /** A-LRN. */
    LRN("lrn", 11),
    /** C: the third convolution of a group is 1x1. */
    C("c", 16),
    /** Five convolutions of 5x5 in place of B's five pairs. */
    FIVE("five", 13);

    private final String word;
    private final int depth;

    Variant(String word, int depth) {
      this.word = word;
      this.depth = depth;
    }

    private String suffix() {
      return this == NONE ? "" : "-" + word;
    }
  }

  static final Family FAMILY =
      new Family(
          "VGG",
          "vgg",
          "vgg-D[-lrn|-c|-five][-bn][-pairs][-wW]",
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

  private static Vgg read(SpecWords words) {
    int depth = words.number("the depth");
    words.atMostOne("-lrn, -c and -five exclude one another", "lrn|c|five");
    words.atMostOne("-lrn and -bn exclude one another", "lrn|bn");
    Variant variant =
        Arrays.stream(Variant.values())
            .filter(v -> v != Variant.NONE && words.flag(v.word))
            .findFirst()
            .orElse(Variant.NONE);
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
    if (variant != Variant.NONE && variant.depth != depth) {
      throw words.refuse(
          "-lrn belongs to depth 11, -c to 16 and -five to 13",
          words.replacing(depth, variant.depth));
    }
    return new Vgg(depth, variant, batchNorm, pairs, width, rectifier);
  }

  @Override
  public String spec() {
    return "vgg-"
        + depth
        + variant.suffix()
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
    List<Integer> convolutions =
        variant == Variant.FIVE
            ? Collections.nCopies(WIDTHS.size(), 1)
            : GROUPS.getOrDefault(depth, List.of());
    String x = net.input();
    for (int group = 0; group < WIDTHS.size(); group++) {
      String name = "group" + (group + 1);
      int size = pairs ? 2 : convolutions.get(group);
      for (int first = 1; first <= convolutions.get(group); first += size) {
        int last = Math.min(first + size - 1, convolutions.get(group));
        String module = pairs ? name + ".module" + (first / size + 1) : name;
        List<String> rectifiers = new ArrayList<>();
        for (int unit = first; unit <= last; unit++) {
          x = net.convUnit(module + ".unit" + unit, x, WIDTHS.get(group), window(unit));
          rectifiers.add(x);
        }
        net.module(module, rectifiers.toArray(String[]::new));
      }
      if (variant == Variant.LRN && group == 0) {
        x = net.localResponseNorm(name + ".norm", x, 5, 5e-4, 0.75, 2);
      }
      x = net.maxPool(name + ".pool", x, Window.valid(2, 2), false);
    }
    net.linear("linear", head(net, x, input), outputs);
    return net.network();
  }

  private Window window(int unit) {
    return switch (variant) {
      case C -> Window.same(unit == 3 ? 1 : 3);
      case FIVE -> Window.same(5);
      default -> Window.same(3);
    };
  }

  private String head(Draft net, String from, Shape input) {
    if (Scale.of(input) == Scale.SMALL) {
      return net.globalPool("pool", from);
    }
    return net.hiddenLinear(from, CLASSIFIER);
  }
}
