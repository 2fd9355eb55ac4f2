package org.paperclaims.harness.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;

class LayersTest {
  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({
    // One in the stem, and two in each of nine modules, of which the second takes the sum.
    "resnet-20, none, 9, 19",
    "resnet-20, last@100%, 9, 10",
    // The sums come after convolutions, so no normalisation takes one.
    "preresnet-20, none, 0, 19",
  })
  void a_normalisation_takes_what_only_follows_it(
      String architecture, String erasure, int sums, int rectified) {
    Network network =
        Erasure.parse(erasure).applyTo(Architectures.build(architecture, new Shape(3, 32, 32), 10));
    Collection<Norm> norms = new Layers(network, Winograd.WHERE_FASTER).norms(1).values();
    assertThat(norms)
        .hasSize(
            (int) network.nodes().stream().filter(node -> node instanceof Node.BatchNorm).count());
    assertThat(norms.stream().filter(norm -> norm.place().adds())).hasSize(sums);
    assertThat(norms.stream().filter(norm -> norm.place().rectify())).hasSize(rectified);
  }
}
