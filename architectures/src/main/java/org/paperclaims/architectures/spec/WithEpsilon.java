package org.paperclaims.architectures.spec;

import java.util.List;
import java.util.function.Function;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;

/**
 * An architecture whose batch normalisations all have an epsilon of their own, as models of other
 * tools do: Keras writes 0.001 where PyTorch writes 0.00001.
 */
record WithEpsilon(Architecture inner, double epsilon) implements Architecture {
  /** Read the word of the epsilon, if there is one, and the rest by the family. */
  static Architecture read(SpecWords words, Function<SpecWords, Architecture> reader) {
    double epsilon = words.share("eps", 0.001);
    Architecture inner = reader.apply(words);
    return epsilon == 0 ? inner : new WithEpsilon(inner, epsilon);
  }

  @Override
  public String spec() {
    return inner.spec() + "-eps" + SpecWords.decimal(epsilon);
  }

  @Override
  public Shape usualInput() {
    return inner.usualInput();
  }

  @Override
  public int usualOutputs() {
    return inner.usualOutputs();
  }

  @Override
  public Network build(Shape input, int outputs) {
    Network network = inner.build(input, outputs);
    List<Node> nodes = network.nodes().stream().map(this::withEpsilon).toList();
    if (nodes.equals(network.nodes())
        && nodes.stream().noneMatch(n -> n instanceof Node.BatchNorm)) {
      throw new ArchitectureException(
          spec(), "it has no batch normalisation, and so no epsilon", inner.spec());
    }
    return new Network(spec(), nodes, network.modules());
  }

  private Node withEpsilon(Node node) {
    return node instanceof Node.BatchNorm n
        ? new Node.BatchNorm(n.name(), n.input(), n.channels(), epsilon, n.momentum())
        : node;
  }
}
