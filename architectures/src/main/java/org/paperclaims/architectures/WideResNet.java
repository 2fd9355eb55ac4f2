package org.paperclaims.architectures;

/**
 * Wide residual networks (Zagoruyko and Komodakis 2016, arXiv 1605.07146, table 1).
 *
 * <pre>
 * stem          conv3x3, 16
 * stage 1 … 3   n modules of 16K, 32K, 64K; depth D = 6n+4
 * end           BN - ReLU - global average pool, linear
 *
 * module        BN - ReLU - conv3x3 - BN - ReLU (- dropout) - conv3x3 (+ shortcut)   first, last
 * </pre>
 *
 * The shortcut is a 1x1 convolution on the module's first rectifier where the shape changes, which
 * for K above 1 it does in the first stage too.
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
          WideResNet::read);

  private static final int STEM = 16;

  private static WideResNet read(SpecWords words) {
    int depth = words.number("the depth and the widening factor");
    int widening = words.number("the depth and the widening factor");
    double dropout = words.dropout();
    RectifierKind rectifier = words.rectifier();
    words.end();
    if (depth < 10 || (depth - 4) % 6 != 0) {
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
        + (dropout == 0 ? "" : "-dropout" + Rectifiers.decimal(dropout))
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
    Draft net = new Draft(spec(), input, rectifier);
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
}
