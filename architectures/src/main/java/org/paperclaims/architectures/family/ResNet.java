package org.paperclaims.architectures.family;

import java.util.OptionalInt;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.ArchitectureException;
import org.paperclaims.architectures.spec.Draft;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * Residual networks (He et al. 2015, arXiv 1512.03385, sections 3.3 and 4.2, table 1), with the
 * shortcuts and orders of activations of He et al. 2016, arXiv 1603.05027, figures 2 and 4.
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
 * Where the shape changes the shortcut is option A on small images and option B on ImageNet. A spec
 * with {@code -noskip} is read as the {@link PlainNet} that it is.
 */
record ResNet(Residual form, Skip skip, Order order, Halving halving) implements Architecture {
  static final Family FAMILY =
      new Family(
          "ResNet",
          "resnet",
          "resnet-D[-basic|-bottleneck][-a|-abehind|-b][-v1|-v1.5][-scaleS|-shortscaleS|-gateB"
              + "|-shortgateB|-conv1|-shortdropoutRATE|-noskip|-bnafter|-relubefore|-relupre][-wW]",
          "resnet-56",
          "He et al. 2015, arXiv 1512.03385, table 1 and section 4.2",
          "residual block: ReLU after each inner convolution, last ReLU after the addition",
          "resnet-8-b-w2",
          new Shape(3, 8, 8),
          ResNet::read);

  private static Architecture read(SpecWords words) {
    words.atMostOne(
        "one thing is changed at a time: -scaleS, -shortscaleS, -gateB, -shortgateB, -conv1,"
            + " -shortdropoutRATE, -noskip, -bnafter, -relubefore and -relupre exclude one another",
        "(short)?(scale|gate).*|shortdropout.*|conv1|noskip|bnafter|relubefore|relupre");
    words.atMostOne(
        "-a, -abehind, -b, -conv1 and -noskip exclude one another", "a|abehind|b|conv1|noskip");
    words.atMostOne("-v1, -v1.5 and -noskip exclude one another", "v1([.]5)?|noskip");
    Residual form = Residual.read(words, true);
    Halving halving = Halving.read(words);
    Skip skip = Skip.read(words);
    Order order = Order.read(words);
    boolean plain = words.flag("noskip");
    words.end();
    return plain ? new PlainNet(form.plain(), true) : new ResNet(form, skip, order, halving);
  }

  @Override
  public String spec() {
    return "resnet" + form.words(halving.suffix() + skip.suffix() + order.suffix());
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
    return build(form, spec(), Draft.Units.NORMALISED, skip, order, halving, input, outputs);
  }

  /** Build a residual network, or a plain one. */
  static Network build(
      Residual form,
      String spec,
      Draft.Units units,
      Skip skip,
      Order order,
      Halving halving,
      Shape input,
      int outputs) {
    Residual.Plan plan = form.plan(spec, input);
    if (halving != Halving.PUBLISHED && plan.block() == Block.BASIC) {
      throw new ArchitectureException(
          spec,
          "-v1 and -v1.5 say which convolution of a bottleneck halves the picture, and on images"
              + " such as "
              + input
              + " the modules are basic",
          spec.replace(halving.suffix(), ""));
    }
    Shortcut kind = form.shortcut(plan.scale(), Shortcut.A);
    Draft net = new Draft(spec, input, form.rectifier(), units, OptionalInt.empty(), 1);
    String x = stem(net, plan, order);
    for (int stage = 0; stage < plan.modules().size(); stage++) {
      for (int module = 0; module < plan.modules().get(stage); module++) {
        int stride = module == 0 ? plan.stride(stage) : 1;
        int width = plan.width(stage);
        String name = "stage" + (stage + 1) + ".module" + (module + 1);
        boolean opening = stage == 0 && module == 0;
        PostActivation m = new PostActivation(net, name, kind, skip, order, opening);
        x =
            plan.block() == Block.BASIC
                ? m.basic(x, width, stride)
                : m.bottleneck(x, width, Block.BOTTLENECK.expansion() * width, stride, halving);
      }
    }
    if (order == Order.RELU_PRE) {
      x = net.rectifier("final.rectifier", x);
    }
    net.linear("linear", net.globalPool("pool", x), outputs);
    return net.network();
  }

  private static String stem(Draft net, Residual.Plan plan, Order order) {
    if (plan.scale() == Scale.IMAGENET) {
      return net.imageNetStem(plan.width());
    }
    return order == Order.RELU_PRE
        ? net.linearUnit("stem", net.input(), plan.width(), Window.same(3))
        : net.convUnit("stem", net.input(), plan.width(), Window.same(3));
  }
}
