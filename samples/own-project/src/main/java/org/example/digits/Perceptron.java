package org.example.digits;

import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.Draft;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.FamilyProvider;
import org.paperclaims.architectures.spec.SpecWords;

/** A perceptron: hidden linear layers with a rectifier each, and a linear classifier. */
public final class Perceptron implements FamilyProvider {
  private static final int WIDTH = 32;

  @Override
  public Family family() {
    return new Family(
        "Multilayer perceptron",
        "mlp",
        "mlp-D[-wW]",
        "mlp-2",
        "Rosenblatt 1958; Rumelhart, Hinton and Williams 1986",
        "a linear layer, ReLU",
        "mlp-1-w4",
        new Shape(1, 3, 3),
        Perceptron::read);
  }

  private static Architecture read(SpecWords words) {
    int depth = words.number("the number of hidden layers");
    int width = words.option("w", 1).orElse(WIDTH);
    words.end();
    if (depth < 1) {
      throw words.refuse("there is at least one hidden layer", words.replacing(depth, 1));
    }
    return new Member(depth, width);
  }

  private record Member(int depth, int width) implements Architecture {
    @Override
    public String spec() {
      return "mlp-" + depth + (width == WIDTH ? "" : "-w" + width);
    }

    @Override
    public Shape usualInput() {
      return new Shape(1, 8, 8);
    }

    @Override
    public int usualOutputs() {
      return 10;
    }

    @Override
    public Network build(Shape input, int outputs) {
      Draft net = new Draft(spec(), input, new RectifierKind.Relu());
      String x = net.input();
      for (int layer = 1; layer <= depth; layer++) {
        String name = "layer" + layer;
        x = net.rectifier(name + ".rectifier", net.linear(name + ".linear", x, width));
        net.module(name, x);
      }
      net.linear("linear", x, outputs);
      return net.network();
    }
  }
}
