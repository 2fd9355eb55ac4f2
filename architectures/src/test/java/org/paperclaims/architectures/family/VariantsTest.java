package org.paperclaims.architectures.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.diagram.NetworkDiagram;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.ArchitectureException;

/** The words that change a family as other papers do. */
class VariantsTest {
  private static final Shape CIFAR = new Shape(3, 32, 32);

  /** By hand: option C projects in all 54 modules; a bias takes the place of gamma and beta. */
  @ParameterizedTest
  @CsvSource({
    "resnet-110-scale0.5, 1727962",
    "resnet-110-shortscale0.5, 1727962",
    "resnet-110-shortdropout0.5, 1727962",
    "resnet-110-bnafter, 1727962",
    "resnet-110-relubefore, 1727962",
    "resnet-110-relupre, 1727962",
    "resnet-110-conv1, 1826202",
    "plain-20-nobn, 269034",
  })
  void parameters_are_those_of_the_network_that_is_changed(String spec, int count) {
    Network network = Architectures.build(spec, CIFAR, 10);
    assertThat(network.name()).isEqualTo(spec);
    assertThat(network.trainable().stream().mapToLong(Parameter::size).sum()).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-8-w2, stage1.module1.bn2 stage1.module1.add stage1.module1.rectifier2",
    "resnet-8-bnafter-w2, stage1.module1.add stage1.module1.bn2 stage1.module1.rectifier2",
    "resnet-8-relubefore-w2, stage1.module1.bn2 stage1.module1.rectifier2 stage1.module1.add",
    "resnet-8-relupre-w2, stage1.module1.conv2 stage1.module1.bn2 stage1.module1.add",
  })
  void a_module_ends_in_the_order_of_figure_4(String spec, String end) {
    List<String> names =
        Architectures.build(spec, CIFAR, 10).nodes().stream()
            .map(Node::name)
            .filter(name -> name.startsWith("stage1.module1."))
            .toList();
    assertThat(names).endsWith(end.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"resnet-8-scale0.5, 0.5, 0.5", "resnet-8-shortscale0.25, 1, 0.25"})
  void scales_the_branch_and_the_shortcut(String spec, double branch, double shortcut) {
    Network network = Architectures.build(spec, CIFAR, 10);
    assertThat(network.node("stage1.module1.add"))
        .isInstanceOfSatisfying(
            Node.Add.class, add -> assertThat(add.scales()).containsExactly(branch, shortcut));
  }

  @Test
  void without_shortcuts_a_residual_network_is_the_plain_one() {
    Architecture plain = Architectures.parse("plain-20-w8");
    assertThat(Architectures.parse("resnet-20-w8-noskip")).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-8-scale0.5-w2",
    "resnet-8-conv1-w2",
    "resnet-8-shortdropout0.5-w2",
    "resnet-8-bnafter-w2",
    "resnet-8-relubefore-w2",
    "resnet-8-relupre-w2",
    "resnet-11-relupre-w2",
    "plain-8-nobn-w2",
  })
  void erases_the_last_rectifier_of_each_module_and_draws_it(String spec) {
    Network network = Architectures.build(spec, CIFAR, 10);
    Network erased = Erasure.last().applyTo(network);
    assertThat(erased.parameters()).isEqualTo(network.parameters());
    assertThat(erased.rectifiers().stream().filter(Node.Rectifier::erased)).hasSize(3);
    assertThat(NetworkDiagram.svg(erased)).contains(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "resnet-20-scale2x; resnet-20-scale0.5; between 0 and 1",
        "resnet-20-scale1; resnet-20-scale0.5; between 0 and 1",
        "resnet-20-scale0.5-conv1; resnet-20-scale0.5; exclude one another",
        "resnet-20-b-conv1; resnet-20-b; exclude one another",
        "resnet-20-noskip-relupre; plain-20; exclude one another",
        "preresnet-20-conv1; preresnet-20; no 'conv1'",
        "resnet-20-nobn; resnet-20; no 'nobn'",
      })
  void refuses_a_wrong_word_with_the_nearest_valid_spec(String spec, String nearest, String rule) {
    assertThatThrownBy(() -> Architectures.parse(spec))
        .isInstanceOfSatisfying(
            ArchitectureException.class,
            e -> {
              assertThat(e.nearest()).isEqualTo(nearest);
              assertThat(e.rule()).contains(rule);
            });
  }
}
