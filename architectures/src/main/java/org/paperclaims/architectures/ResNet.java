package org.paperclaims.architectures;

/**
 * Residual networks, and the plain networks that they are compared with (He et al. 2015, arXiv
 * 1512.03385, sections 3.3 and 4.2, table 1).
 *
 * <pre>
 *               small images                          ImageNet
 * stem          conv3x3, w - BN - ReLU                conv7x7/2, w - BN - ReLU - maxpool3x3/2
 * stage 1 …     modules of w, 2w, 4w                  modules of w, 2w, 4w, 8w
 * end           global average pool, linear           the same
 *
 * basic         conv3x3 - BN - ReLU - conv3x3 - BN (+ shortcut) - ReLU           first, last
 * bottleneck    conv1x1 - BN - ReLU - conv3x3 - BN - ReLU - conv1x1 - BN
 *               (+ shortcut) - ReLU                                              first, 2, last
 * </pre>
 *
 * The first module of every stage but the first halves the picture, with its first convolution.
 * Where the shape changes the shortcut is option A on small images and option B on ImageNet; a
 * plain network has no shortcuts and no additions.
 */
record ResNet(Residual form) implements Architecture {
  static final Family RESNET =
      new Family(
          "ResNet",
          "resnet",
          "resnet-D[-basic|-bottleneck][-a|-b][-wW]",
          "resnet-56",
          "He et al. 2015, arXiv 1512.03385, table 1 and section 4.2",
          "residual block: ReLU after each inner convolution, last ReLU after the addition",
          "resnet-8-b-w2",
          new Shape(3, 8, 8),
          words -> new ResNet(Residual.read(words, true)));

  static final Family PLAIN =
      new Family(
          "Plain network",
          "plain",
          "plain-D[-basic|-bottleneck][-wW]",
          "plain-20",
          "He et al. 2015, arXiv 1512.03385, table 1 and section 4.2",
          "the residual block without its shortcut and addition",
          "plain-8-w2",
          new Shape(3, 8, 8),
          words -> new ResNet(Residual.read(words, false)));

  @Override
  public String spec() {
    return (form.shortcut() == Shortcut.NONE ? "plain" : "resnet") + form.words();
  }

  @Override
  public Shape usualInput() {
    return form.usualInput();
  }

  @Override
  public int usualOutputs() {
    return form.usualOutputs();
  }

  @Override
  public Network build(Shape input, int outputs) {
    Residual.Plan plan = form.plan(spec(), input);
    Shortcut kind = form.shortcut(plan.scale(), Shortcut.A);
    Draft net = new Draft(spec(), input, form.rectifier());
    String x = stem(net, plan);
    for (int stage = 0; stage < plan.modules().size(); stage++) {
      for (int module = 0; module < plan.modules().get(stage); module++) {
        int stride = module == 0 ? plan.stride(stage) : 1;
        int width = plan.width(stage);
        PostActivation m =
            new PostActivation(net, "stage" + (stage + 1) + ".module" + (module + 1), kind);
        x =
            plan.block() == Block.BASIC
                ? m.basic(x, width, stride)
                : m.bottleneck(x, width, Block.BOTTLENECK.expansion() * width, stride);
      }
    }
    net.linear("linear", net.globalPool("pool", x), outputs);
    return net.network();
  }

  private static String stem(Draft net, Residual.Plan plan) {
    return plan.scale() == Scale.SMALL
        ? net.convUnit("stem", net.input(), plan.width(), Window.same(3))
        : net.imageNetStem(plan.width());
  }
}
