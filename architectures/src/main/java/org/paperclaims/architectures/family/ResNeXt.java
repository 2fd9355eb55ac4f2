package org.paperclaims.architectures.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.ArchitectureException;
import org.paperclaims.architectures.spec.Draft;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.Rectifiers;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * Aggregated residual transformations (Xie et al. 2017, arXiv 1611.05431, table 1 and section 5.3).
 *
 * <pre>
 *               small images                          ImageNet
 * stem          conv3x3, 64 - BN - ReLU               conv7x7/2, 64 - BN - ReLU - maxpool3x3/2
 * stage 1 …     n modules each, D = 9n+2              50: 3, 4, 6, 3; 101: 3, 4, 23, 3
 * end           global average pool, linear           the same
 *
 * module        conv1x1 to C*d - BN - ReLU - conv3x3 in C groups - BN - ReLU
 *               - conv1x1 to 256 - BN (+ shortcut) - ReLU                        first, 2, last
 * </pre>
 *
 * C is the cardinality and d the width of a group; both widths double from stage to stage. The 3x3
 * convolution halves the picture. The shortcut is option B.
 */
record ResNeXt(
    int depth, int cardinality, int groupWidth, OptionalInt width, RectifierKind rectifier)
    implements Architecture {
  static final Family FAMILY =
      new Family(
          "ResNeXt",
          "resnext",
          "resnext-D-CxWd[-wW]",
          "resnext-29-8x64d",
          "Xie et al. 2017, arXiv 1611.05431, table 1 and section 5.3",
          "residual block with grouped convolution: two inner ReLUs, the last after the addition",
          "resnext-11-2x2d-w2",
          new Shape(3, 8, 8),
          ResNeXt::read);

  private static final Map<Integer, List<Integer>> IMAGENET =
      Map.of(50, List.of(3, 4, 6, 3), 101, List.of(3, 4, 23, 3));
  private static final Pattern GROUPS = Pattern.compile("([1-9][0-9]{0,3})x([1-9][0-9]{0,3})d");
  private static final int WIDTH = 64;

  private static ResNeXt read(SpecWords words) {
    int depth = words.number("the depth");
    Optional<String> groups = words.word(GROUPS.pattern());
    Matcher form =
        GROUPS.matcher(
            groups.orElseThrow(
                () ->
                    words.refuse(
                        "after the depth stand the cardinality and the width of a group, such as"
                            + " 8x64d",
                        "resnext-" + depth + "-8x64d")));
    form.find();
    OptionalInt width = words.option("w", 1);
    RectifierKind rectifier = words.rectifier();
    words.end();
    if (!Block.BOTTLENECK.allows(depth) && !IMAGENET.containsKey(depth)) {
      int small = Block.BOTTLENECK.nearestDepth(depth);
      throw words.refuse(
          "the depth is 9n+2 (11, 20, 29, 38, …); on ImageNet it is 50 or 101",
          words.replacing(depth, Math.abs(depth - 50) < Math.abs(depth - small) ? 50 : small));
    }
    return new ResNeXt(
        depth, Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), width, rectifier);
  }

  @Override
  public String spec() {
    return spec(depth);
  }

  private String spec(int otherDepth) {
    return "resnext-"
        + otherDepth
        + "-"
        + cardinality
        + "x"
        + groupWidth
        + "d"
        + (width.isPresent() ? "-w" + width.getAsInt() : "")
        + Rectifiers.suffix(rectifier);
  }

  @Override
  public Shape usualInput() {
    return IMAGENET.containsKey(depth) ? new Shape(3, 224, 224) : new Shape(3, 32, 32);
  }

  @Override
  public int usualOutputs() {
    return IMAGENET.containsKey(depth) ? 1000 : 10;
  }

  @Override
  public Network build(Shape input, int outputs) {
    Draft net = new Draft(spec(), input, rectifier);
    int w = width.orElse(WIDTH);
    boolean small = Scale.of(input) == Scale.SMALL;
    String x = small ? net.convUnit("stem", net.input(), w, Window.same(3)) : net.imageNetStem(w);
    List<Integer> modules = modules(small, input);
    for (int stage = 0; stage < modules.size(); stage++) {
      for (int module = 0; module < modules.get(stage); module++) {
        String name = "stage" + (stage + 1) + ".module" + (module + 1);
        int stride = stage > 0 && module == 0 ? 2 : 1;
        x =
            new PostActivation(net, name, Shortcut.B)
                .grouped(
                    x,
                    (cardinality * groupWidth) << stage,
                    (Block.BOTTLENECK.expansion() * w) << stage,
                    cardinality,
                    stride);
      }
    }
    net.linear("linear", net.globalPool("pool", x), outputs);
    return net.network();
  }

  private List<Integer> modules(boolean small, Shape input) {
    if (small) {
      if (!Block.BOTTLENECK.allows(depth)) {
        throw new ArchitectureException(
            spec(),
            "on images of up to 64 pixels, such as " + input + ", the depth is 9n+2",
            spec(Block.BOTTLENECK.nearestDepth(depth)));
      }
      int n = Block.BOTTLENECK.modulesPerStage(depth);
      return List.of(n, n, n);
    }
    List<Integer> modules = IMAGENET.get(depth);
    if (modules == null) {
      throw new ArchitectureException(
          spec(),
          "on images of more than 64 pixels, such as " + input + ", the depth is 50 or 101",
          spec(depth < 76 ? 50 : 101));
    }
    return modules;
  }
}
