package org.paperclaims.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.architectures.family.Architectures;

class NetworkTest {
  private static final Node.Input INPUT = new Node.Input("input", new Shape(2, 4, 4));

  @Test
  void refuses_two_nodes_of_one_name() {
    assertThatThrownBy(() -> network(INPUT, rectifier("a", "input"), rectifier("a", "input")))
        .hasMessageContaining("two nodes are called a");
  }

  @Test
  void refuses_a_node_that_reads_a_later_one() {
    assertThatThrownBy(() -> network(INPUT, rectifier("a", "b"), rectifier("b", "input")))
        .hasMessageContaining("a reads b, which does not stand before it");
  }

  @Test
  void refuses_shapes_that_do_not_fit() {
    assertThatThrownBy(() -> network(INPUT, new Node.Linear("linear", "input", 31, 10, true)))
        .hasMessageContaining("linear wants 31 numbers, found 2x4x4");
  }

  @Test
  void refuses_a_second_input() {
    assertThatThrownBy(() -> network(INPUT, new Node.Input("other", new Shape(1, 1, 1))))
        .hasMessageContaining("exactly the first node is the input");
  }

  @Test
  void refuses_a_module_whose_rectifier_is_none() {
    assertThatThrownBy(
            () -> new Network("net", List.of(INPUT), List.of(Module.of("module", "input"))))
        .hasMessageContaining("input is not a rectifier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"preresnet-1001", "resnet-1202", "densenet-bc-250-24"})
  void deep_members_are_built_erased_and_cut(String spec) {
    Network network = Architectures.build(spec, new Shape(3, 32, 32), 10);
    Network treated = Erasure.parse("last@50%").applyTo(network);
    assertThat(treated.upTo("pool").nodes()).hasSize(network.nodes().size() - 1);
  }

  private static Network network(Node... nodes) {
    return new Network("net", List.of(nodes), List.of());
  }

  private static Node.Rectifier rectifier(String name, String input) {
    return new Node.Rectifier(name, input, new RectifierKind.Relu());
  }
}
