package org.paperclaims.architectures.family;

import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.Draft;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * Residual networks with pre-activation (He et al. 2016, arXiv 1603.05027, figure 4e and tables 2
 * to 5).
 *
 * <pre>
 *               small images                          ImageNet
 * stem          conv3x3, w                            conv7x7/2, w - BN - ReLU - maxpool3x3/2
 * stage 1 …     modules of w, 2w, 4w                  modules of w, 2w, 4w, 8w
 * end           BN - ReLU - global average pool, linear
 *
 * basic         BN - ReLU - conv3x3 - BN - ReLU - conv3x3 (+ shortcut)           first, last
 * bottleneck    BN - ReLU - conv1x1 - BN - ReLU - conv3x3 - BN - ReLU - conv1x1
 *               (+ shortcut)                                                     first, 2, last
 * </pre>
 *
 * Where the shape changes the shortcut is a 1x1 convolution without batch normalisation that reads
 * the module's first rectifier (option B), or option A on the module's input. No rectifier follows
 * the addition, so the last one stands before the last convolution.
 */
record PreResNet(Residual form) implements Architecture {
  static final Family FAMILY =
      new Family(
          "PreResNet",
          "preresnet",
          "preresnet-D[-basic|-bottleneck][-a|-abehind|-b][-wW]",
          "preresnet-164",
          "He et al. 2016, arXiv 1603.05027, figure 4e and tables 2 to 5",
          "pre-activation residual block: a ReLU before each convolution, the last before the last",
          "preresnet-11-bottleneck-w2",
          new Shape(3, 8, 8),
          PreResNet::read);

  private static PreResNet read(SpecWords words) {
    Residual form = Residual.read(words, true);
    words.end();
    return new PreResNet(form);
  }

  @Override
  public String spec() {
    return "preresnet" + form.words();
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
    Shortcut kind = form.shortcut(plan.scale(), Shortcut.B);
    Draft net = new Draft(spec(), input, form.rectifier());
    String x = stem(net, plan);
    for (int stage = 0; stage < plan.modules().size(); stage++) {
      for (int module = 0; module < plan.modules().get(stage); module++) {
        PreActivation m = new PreActivation(net, "stage" + (stage + 1) + ".module" + (module + 1));
        int stride = module == 0 ? plan.stride(stage) : 1;
        int width = plan.width(stage);
        x =
            plan.block() == Block.BASIC
                ? m.basic(x, width, stride, kind)
                : m.bottleneck(x, width, Block.BOTTLENECK.expansion() * width, stride, kind);
      }
    }
    x = net.rectifier("final.rectifier", net.batchNorm("final.bn", x));
    net.linear("linear", net.globalPool("pool", x), outputs);
    return net.network();
  }

  private static String stem(Draft net, Residual.Plan plan) {
    return plan.scale() == Scale.SMALL
        ? net.conv("stem.conv", net.input(), plan.width(), Window.same(3))
        : net.imageNetStem(plan.width());
  }
}
