package org.paperclaims.architectures.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.spec.ArchitectureException;

/** The words for what the shapes of a model made elsewhere cannot show. */
class ConventionWordsTest {
  private static final Shape CIFAR = new Shape(3, 32, 32);
  private static final Shape PHOTO = new Shape(3, 224, 224);

  @ParameterizedTest
  @CsvSource({
    "resnet-20, 8",
    "resnet-20-a, 8",
    "resnet-20-abehind, 0",
    "preresnet-20-abehind, 0",
  })
  void a_word_says_where_the_shortcut_pads(String spec, int before) {
    Network network = Architectures.build(spec, CIFAR, 10);
    assertThat(network.name()).isEqualTo(spec);
    assertThat(network.node("stage2.module1.shortcut.pad"))
        .isInstanceOfSatisfying(
            Node.PadShortcut.class, pad -> assertThat(pad.before()).isEqualTo(before));
  }

  @ParameterizedTest
  @CsvSource({"resnet-50, 2, 1", "resnet-50-v1, 2, 1", "resnet-50-v1.5, 1, 2"})
  void a_word_says_which_convolution_of_a_bottleneck_halves(String spec, int first, int second) {
    Network network = Architectures.build(spec, PHOTO, 1000);
    assertThat(network.name()).isEqualTo(spec);
    assertThat(stride(network, "stage2.module1.conv1")).isEqualTo(first);
    assertThat(stride(network, "stage2.module1.conv2")).isEqualTo(second);
    assertThat(network.parameters())
        .isEqualTo(Architectures.build("resnet-50", PHOTO, 1000).parameters());
  }

  private static int stride(Network network, String node) {
    return ((Node.Conv) network.node(node)).window().strideHeight();
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-20-eps0.001, 0.001",
    "densenet-bc-10-2-eps0.00002, 0.00002",
    "vgg-11-bn-eps0.001, 0.001",
    "resnet-20-w4-prelu-eps0.01, 0.01",
  })
  void a_word_says_the_epsilon_of_every_batch_normalisation(String spec, double epsilon) {
    Network network = Architectures.build(spec, CIFAR, 10);
    assertThat(network.name()).isEqualTo(spec);
    assertThat(Architectures.parse(spec).spec()).isEqualTo(spec);
    assertThat(
            network.nodes().stream()
                .filter(n -> n instanceof Node.BatchNorm)
                .map(n -> ((Node.BatchNorm) n).epsilon()))
        .isNotEmpty()
        .containsOnly(epsilon);
  }

  @Test
  void an_epsilon_without_batch_normalisation_is_refused() {
    assertThatThrownBy(() -> Architectures.build("vgg-11-eps0.001", CIFAR, 10))
        .isInstanceOf(ArchitectureException.class)
        .hasMessageContaining("no batch normalisation");
  }

  @Test
  void basic_modules_have_no_convolution_to_choose() {
    assertThatThrownBy(() -> Architectures.build("resnet-50-v1.5", CIFAR, 10))
        .isInstanceOfSatisfying(
            ArchitectureException.class, e -> assertThat(e.nearest()).isEqualTo("resnet-50"))
        .hasMessageContaining("bottleneck");
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-20-a-abehind, resnet-20-a",
    "resnet-20-abehind-b, resnet-20-abehind",
    "resnet-50-v1-v1.5, resnet-50-v1",
    "resnet-20-eps1, resnet-20-eps0.001",
  })
  void refuses_words_that_exclude_one_another(String spec, String nearest) {
    assertThatThrownBy(() -> Architectures.parse(spec))
        .isInstanceOfSatisfying(
            ArchitectureException.class, e -> assertThat(e.nearest()).isEqualTo(nearest));
  }
}
