package org.paperclaims.architectures.family;

import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.Draft;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * The plain networks that residual ones are compared with (He et al. 2015, arXiv 1512.03385,
 * section 4.2): a {@link ResNet} without its shortcuts and additions. Without batch normalisation
 * ({@code -nobn}) its convolutions have biases, as in the networks on which He et al. 2015, arXiv
 * 1502.01852, compare initialisations.
 */
record PlainNet(Residual form, boolean batchNorm) implements Architecture {
  static final Family FAMILY =
      new Family(
          "Plain network",
          "plain",
          "plain-D[-basic|-bottleneck][-nobn][-wW]",
          "plain-20",
          "He et al. 2015, arXiv 1512.03385, table 1 and section 4.2",
          "the residual block without its shortcut and addition",
          "plain-8-w2",
          new Shape(3, 8, 8),
          PlainNet::read);

  private static PlainNet read(SpecWords words) {
    Residual form = Residual.read(words, false);
    boolean batchNorm = !words.flag("nobn");
    words.end();
    return new PlainNet(form, batchNorm);
  }

  @Override
  public String spec() {
    return "plain" + form.words(batchNorm ? "" : "-nobn");
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
    Draft.Units units = batchNorm ? Draft.Units.NORMALISED : Draft.Units.BIASED;
    return ResNet.build(
        form, spec(), units, Skip.IDENTITY, Order.ORIGINAL, Halving.PUBLISHED, input, outputs);
  }
}
