package org.paperclaims.architectures.family;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.ArchitectureException;
import org.paperclaims.architectures.spec.Draft;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.Nearest;
import org.paperclaims.architectures.spec.Rectifiers;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * Wide residual networks (Zagoruyko and Komodakis 2016, arXiv 1605.07146, tables 1 to 3 and section
 * 3).
 *
 * <pre>
 * small images
 * stem          conv3x3, 16
 * stage 1 … 3   n modules of 16K, 32K, 64K; depth D = 6n+4
 * end           BN - ReLU - global average pool, linear
 *
 * module        BN - ReLU - conv3x3 - BN - ReLU (- dropout) - conv3x3 (+ shortcut)   first, last
 * -kA.B.C       BN - ReLU - convolution of each of these kernels, dropout before all but the first
 *
 * ImageNet
 * 18, 34        ResNet-18 and 34 with stages of 64K, 128K, 256K, 512K
 * 50, 101       ResNet-50 and 101 with inner convolutions K times as wide
 * </pre>
 *
 * The depth in the name counts two convolutions a block, whatever the kernels are: only so do the
 * parameters of the paper's tables 2 and 3 come out. The shortcut is a 1x1 convolution on the
 * module's first rectifier where the shape changes, which for K above 1 it does in the first stage
 * too. {@code -wW} sets the stem's 16 channels, or 64 on ImageNet, and all others with them. On
 * ImageNet the modules are a ResNet's, with the last rectifier after the addition, the 3x3
 * convolution halving the picture in bottlenecks, and no dropout.
 */
record WideResNet(
    int depth,
    int widening,
    List<Integer> kernels,
    double dropout,
    OptionalInt width,
    RectifierKind rectifier)
    implements Architecture {
  static final Family FAMILY =
      new Family(
          "WRN",
          "wrn",
          "wrn-D-K[-kKERNELS][-dropoutRATE][-wW]",
          "wrn-28-10",
          "Zagoruyko and Komodakis 2016, arXiv 1605.07146, tables 1 to 3",
          "pre-activation residual block: a ReLU before each convolution, the last before the last",
          "wrn-10-1",
          new Shape(3, 8, 8),
          WideResNet::read);

  private static final List<Integer> PUBLISHED_KERNELS = List.of(3, 3);
  private static final int MOST_KERNELS = 9;
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
    List<Integer> kernels = kernels(words);
    double dropout = words.dropout();
    OptionalInt width = words.option("w", 1);
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
    if (kernels.size() == 1 && dropout > 0) {
      throw words.refuse(
          "dropout stands between a block's convolutions, and -k"
              + kernels.get(0)
              + " has one convolution a block",
          new WideResNet(depth, widening, kernels, 0, width, rectifier).spec());
    }
    return new WideResNet(depth, widening, kernels, dropout, width, rectifier);
  }

  private static List<Integer> kernels(SpecWords words) {
    Optional<String> word = words.word("k[0-9.]*");
    if (word.isEmpty()) {
      return PUBLISHED_KERNELS;
    }
    String written = word.get();
    if (!written.matches("k[13]([.][13]){0," + (MOST_KERNELS - 1) + "}")) {
      String valid =
          Arrays.stream(written.substring(1).split("[.]"))
              .filter(number -> !number.isEmpty())
              .limit(MOST_KERNELS)
              .map(number -> number.equals("1") || number.equals("2") ? "1" : "3")
              .collect(Collectors.joining("."));
      throw words.refuse(
          "'k' is followed by the kernels of a block, 1 to "
              + MOST_KERNELS
              + " of them, each 1 or 3, with points between, such as k3.1 or k1.3.1",
          words.replacing(written, "k" + (valid.isEmpty() ? "3.1" : valid)));
    }
    return Arrays.stream(written.substring(1).split("[.]")).map(Integer::valueOf).toList();
  }

  @Override
  public String spec() {
    return "wrn-"
        + depth
        + "-"
        + widening
        + (kernels.equals(PUBLISHED_KERNELS)
            ? ""
            : kernels.stream().map(String::valueOf).collect(Collectors.joining(".", "-k", "")))
        + (dropout == 0 ? "" : "-dropout" + SpecWords.decimal(dropout))
        + (width.isPresent() ? "-w" + width.getAsInt() : "")
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
    boolean small = Scale.of(input) == Scale.SMALL;
    Draft net = new Draft(spec(), input, rectifier);
    if (!small) {
      return imageNet(net, input, outputs);
    }
    if (!allowsSmall(depth)) {
      throw refuse(input, "of up to 64 pixels", "6n+4", Nearest.of(depth, 4, 6));
    }
    String x = net.conv("stem.conv", net.input(), width.orElse(STEM), Window.square(3, 1, 1));
    for (int stage = 0; stage < 3; stage++) {
      for (int module = 0; module < (depth - 4) / 6; module++) {
        PreActivation m = new PreActivation(net, "stage" + (stage + 1) + ".module" + (module + 1));
        int stride = stage > 0 && module == 0 ? 2 : 1;
        x =
            m.convolutions(
                x, channels(width.orElse(STEM), stage), kernels, stride, Shortcut.B, dropout);
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
    if (!kernels.equals(PUBLISHED_KERNELS)) {
      throw new ArchitectureException(
          spec(),
          "the kernels of a block can be chosen on images of up to 64 pixels, and not on " + input,
          new WideResNet(depth, widening, PUBLISHED_KERNELS, dropout, width, rectifier).spec());
    }
    List<Integer> modules = IMAGENET.getOrDefault(depth, List.of());
    int stem = width.orElse(IMAGENET_STEM);
    String x = net.imageNetStem(stem);
    for (int stage = 0; stage < modules.size(); stage++) {
      int inner = channels(stem, stage);
      int out = Block.BOTTLENECK.expansion() * (stem << stage);
      for (int module = 0; module < modules.get(stage); module++) {
        PostActivation m =
            new PostActivation(net, "stage" + (stage + 1) + ".module" + (module + 1), Shortcut.B);
        int stride = stage > 0 && module == 0 ? 2 : 1;
        x =
            depth < BOTTLENECKS_FROM
                ? m.basic(x, inner, stride)
                : m.grouped(x, inner, out, 1, stride);
      }
    }
    net.linear("linear", net.globalPool("pool", x), outputs);
    return net.network();
  }

  /** Give the channels of a stage's convolutions; stages count from 0. */
  private int channels(int stem, int stage) {
    long channels = ((long) stem * widening) << stage;
    if (channels > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "stage " + (stage + 1) + " has " + channels + " channels, more than an array holds");
    }
    return (int) channels;
  }

  private ArchitectureException refuse(Shape input, String images, String rule, int nearest) {
    return new ArchitectureException(
        spec(),
        "on images " + images + ", such as " + input + ", the depth is " + rule,
        new WideResNet(nearest, widening, kernels, dropout, width, rectifier).spec());
  }

  private static boolean allowsSmall(int depth) {
    return depth > 4 && (depth - 4) % 6 == 0;
  }
}
