package org.paperclaims.architectures.family;

import java.util.List;
import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.ArchitectureException;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.Nearest;
import org.paperclaims.architectures.spec.Rectifiers;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * Wide residual networks (Zagoruyko and Komodakis 2016, arXiv 1605.07146, table 1 and section 3).
 *
 * <pre>
 * small images
 * stem          conv3x3, 16
 * stage 1 … 3   n modules of 16K, 32K, 64K; depth D = 6n+4
 * end           BN - ReLU - global average pool, linear
 *
 * module        BN - ReLU - conv3x3 - BN - ReLU (- dropout) - conv3x3 (+ shortcut)   first, last
 *
 * ImageNet
 * 18, 34        ResNet-18 and 34 with stages of 64K, 128K, 256K, 512K
 * 50, 101       ResNet-50 and 101 with inner convolutions K times as wide
 * </pre>
 *
 * The shortcut is a 1x1 convolution on the module's first rectifier where the shape changes, which
 * for K above 1 it does in the first stage too. On ImageNet the modules are a ResNet's, with the
 * last rectifier after the addition, the 3x3 convolution halving the picture in bottlenecks, and no
 * dropout.
 */
record WideResNet(int depth, int widening, double dropout, RectifierKind rectifier)
    implements Architecture {
  static final Family FAMILY =
      new Family(
          "WRN",
          "wrn",
          "wrn-D-K[-dropoutRATE]",
          "wrn-28-10",
          "Zagoruyko and Komodakis 2016, arXiv 1605.07146, table 1",
          "pre-activation residual block: a ReLU before each convolution, the last before the last",
          "wrn-10-1",
          new Shape(3, 8, 8),
          WideResNet::read);

  private static final int STEM = 16;
  private static final int IMAGENET_STEM = 64;
  private static final Map<Integer, List<Integer>> IMAGENET =
      Map.of(
          18, List.of(2, 2, 2, 2),
          34, List.of(3, 4, 6, 3),
          50, List.of(3, 4, 6, 3),
          101, List.of(3, 4, 23, 3));
  private static final int BOTTLENECKS_FROM = 50;

  private static WideResNet read(SpecWords words) {
    int depth = words.number("the depth and the widening factor");
    int widening = words.number("the depth and the widening factor");
    double dropout = words.dropout();
    RectifierKind rectifier = words.rectifier();
    words.end();
    if (!allowsSmall(depth) && !IMAGENET.containsKey(depth)) {
      throw words.refuse(
          "the depth is 6n+4 (10, 16, 22, 28, 34, 40, …)",
          words.replacing(depth, Nearest.of(depth, 4, 6)));
    }
    if (widening < 1) {
      throw words.refuse(
          "the widening factor is a whole number from 1 on", words.replacing(widening, 1));
    }
    return new WideResNet(depth, widening, dropout, rectifier);
  }

  @Override
  public String spec() {
    return "wrn-"
        + depth
        + "-"
        + widening
        + (dropout == 0 ? "" : "-dropout" + SpecWords.decimal(dropout))
        + Rectifiers.suffix(rectifier);
  }

  @Override
  public Shape usualInput() {
    return allowsSmall(depth) ? new Shape(3, 32, 32) : new Shape(3, 224, 224);
  }

  @Override
  public int usualOutputs() {
    return allowsSmall(depth) ? 10 : 1000;
  }

  @Override
  public Network build(Shape input, int outputs) {
    Draft net = new Draft(spec(), input, rectifier);
    if (Scale.of(input) == Scale.IMAGENET) {
      return imageNet(net, input, outputs);
    }
    if (!allowsSmall(depth)) {
      throw refuse(input, "of up to 64 pixels", "6n+4", Nearest.of(depth, 4, 6));
    }
    String x = net.conv("stem.conv", net.input(), STEM, Window.square(3, 1, 1));
    for (int stage = 0; stage < 3; stage++) {
      for (int module = 0; module < (depth - 4) / 6; module++) {
        PreActivation m = new PreActivation(net, "stage" + (stage + 1) + ".module" + (module + 1));
        int stride = stage > 0 && module == 0 ? 2 : 1;
        x = m.basic(x, (STEM * widening) << stage, stride, Shortcut.B, dropout);
      }
    }
    x = net.rectifier("final.rectifier", net.batchNorm("final.bn", x));
    net.linear("linear", net.globalPool("pool", x), outputs);
    return net.network();
  }

  private Network imageNet(Draft net, Shape input, int outputs) {
    if (!IMAGENET.containsKey(depth)) {
      int nearest = Nearest.of(depth, IMAGENET.keySet());
      throw refuse(input, "of more than 64 pixels", "18, 34, 50 or 101", nearest);
    }
    List<Integer> modules = IMAGENET.getOrDefault(depth, List.of());
    String x = net.imageNetStem(IMAGENET_STEM);
    for (int stage = 0; stage < modules.size(); stage++) {
      int width = IMAGENET_STEM << stage;
      for (int module = 0; module < modules.get(stage); module++) {
        PostActivation m =
            new PostActivation(net, "stage" + (stage + 1) + ".module" + (module + 1), Shortcut.B);
        int stride = stage > 0 && module == 0 ? 2 : 1;
        x =
            depth < BOTTLENECKS_FROM
                ? m.basic(x, widening * width, stride)
                : m.grouped(x, widening * width, Block.BOTTLENECK.expansion() * width, 1, stride);
      }
    }
    net.linear("linear", net.globalPool("pool", x), outputs);
    return net.network();
  }

  private ArchitectureException refuse(Shape input, String images, String rule, int nearest) {
    return new ArchitectureException(
        spec(),
        "on images " + images + ", such as " + input + ", the depth is " + rule,
        new WideResNet(nearest, widening, dropout, rectifier).spec());
  }

  private static boolean allowsSmall(int depth) {
    return depth > 4 && (depth - 4) % 6 == 0;
  }
}
