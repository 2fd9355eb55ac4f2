package org.paperclaims.architectures.family;

import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.Draft;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.Rectifiers;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * A stack of nonlinear layers on vectors, to ask how well it fits a linear map (EraseReLU, arXiv
 * 1709.07634, section 3).
 *
 * <pre>
 * K modules     Linear N - BN - ReLU - Linear N - BN - ReLU                       first, last
 * end           linear
 * </pre>
 */
record LinearStack(int count, int width, RectifierKind rectifier) implements Architecture {
  static final Family FAMILY =
      new Family(
          "Stack of linear layers",
          "stack",
          "stack-K[-wN]",
          "stack-4",
          "EraseReLU, arXiv 1709.07634, section 3; this project's form",
          "two linear layers, a ReLU after each",
          "stack-1-w4",
          Shape.vector(5),
          LinearStack::read);

  private static final int WIDTH = 64;

  private static LinearStack read(SpecWords words) {
    int count = words.number("the number of modules");
    int width = words.option("w", 1).orElse(WIDTH);
    RectifierKind rectifier = words.rectifier();
    words.end();
    if (count < 1) {
      throw words.refuse("there is at least one module", words.replacing(count, 1));
    }
    return new LinearStack(count, width, rectifier);
  }

  @Override
  public String spec() {
    return "stack-" + count + (width == WIDTH ? "" : "-w" + width) + Rectifiers.suffix(rectifier);
  }

  @Override
  public Shape usualInput() {
    return Shape.vector(32);
  }

  @Override
  public int usualOutputs() {
    return 32;
  }

  @Override
  public Network build(Shape input, int outputs) {
    Draft net = new Draft(spec(), input, rectifier);
    String x = net.input();
    for (int module = 1; module <= count; module++) {
      String m = "module" + module;
      for (int layer = 1; layer <= 2; layer++) {
        x = net.linear(m + ".linear" + layer, x, width);
        x = net.rectifier(m + ".rectifier" + layer, net.batchNorm(m + ".bn" + layer, x));
      }
      net.module(m, m + ".rectifier1", m + ".rectifier2");
    }
    net.linear("linear", x, outputs);
    return net.network();
  }
}
