package org.paperclaims.architectures.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Initialisation;
import org.paperclaims.architectures.Module;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.NetworkSummary;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.ArchitectureException;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.testing.Draw;
import org.paperclaims.testing.Property;

class FamiliesTest {

  @ParameterizedTest
  @MethodSource("families")
  void every_example_is_canonical_and_can_be_built(Family family) {
    Architecture example = Architectures.parse(family.example());
    Network network = example.build(example.usualInput(), example.usualOutputs());
    assertThat(example.spec()).isEqualTo(family.example());
    assertThat(network.name()).isEqualTo(family.example());
    assertThat(network.output().channels()).isEqualTo(example.usualOutputs());
    assertThat(network.modules()).isNotEmpty();
    assertThat(family.paper()).contains("arXiv");
  }

  @ParameterizedTest
  @MethodSource("families")
  void every_modules_nodes_are_named_after_it_and_every_node_leads_to_the_output(Family family) {
    Architecture example = Architectures.parse(family.example());
    Network network = example.build(example.usualInput(), example.usualOutputs());
    Set<String> seen = new HashSet<>();
    for (Module module : network.modules()) {
      Set<String> own = new HashSet<>();
      module.paths().forEach(own::addAll);
      assertThat(own).allMatch(name -> name.startsWith(module.name() + "."));
      assertThat(Collections.disjoint(own, seen)).isTrue();
      seen.addAll(own);
    }
    String output = network.nodes().get(network.nodes().size() - 1).name();
    assertThat(network.upTo(output).nodes()).isEqualTo(network.nodes());
    assertThat(network.upTo(output).modules()).isEqualTo(network.modules());
  }

  @ParameterizedTest
  @MethodSource("families")
  void paths_follow_the_graph_from_one_rectifier_to_the_next(Family family) {
    Architecture example = Architectures.parse(family.example());
    Network network = example.build(example.usualInput(), example.usualOutputs());
    for (Module module : network.modules()) {
      for (List<String> path : module.paths()) {
        for (int i = 1; i < path.size(); i++) {
          List<String> before = network.upTo(path.get(i)).nodes().stream().map(Node::name).toList();
          assertThat(before).contains(path.get(i - 1));
        }
      }
    }
  }

  static List<Family> families() {
    return Architectures.families();
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-110, 110",
    "preresnet-1001, 1001",
    "wrn-28-10, 26",
    "resnext-29-8x64d, 29",
    "densenet-bc-100-12, 100",
    "vgg-16, 16",
    "googlenet, 22",
    "resnet-152, 152",
  })
  void depth_is_the_number_in_the_name(String spec, int depth) {
    Architecture architecture = Architectures.parse(spec);
    Network network = architecture.build(architecture.usualInput(), architecture.usualOutputs());
    assertThat(NetworkSummary.of(network).depth()).isEqualTo(depth);
  }

  /** Billions, as He et al. 2015 (table 1), Huang et al. and Szegedy et al. state them. */
  @ParameterizedTest
  @CsvSource({
    "resnet-18, 1.8, 0.05",
    "resnet-34, 3.6, 0.1",
    "resnet-50, 3.8, 0.1",
    "resnet-101, 7.6, 0.1",
    "resnet-152, 11.3, 0.1",
    "vgg-16, 15.5, 0.05",
    "vgg-19, 19.6, 0.05",
    "googlenet, 1.5, 0.1",
    "densenet-121, 2.83, 0.05",
    "inception-v3, 5.7, 0.1",
    "inception-v4, 12.3, 0.1",
  })
  void multiply_adds_are_the_published_ones(String spec, double billions, double margin) {
    Architecture architecture = Architectures.parse(spec);
    Network network = architecture.build(architecture.usualInput(), architecture.usualOutputs());
    assertThat(NetworkSummary.of(network).multiplyAdds() / 1e9)
        .isBetween(billions - margin, billions + margin);
  }

  /**
   * By hand: the stem has 27·16·1024; a 3x3 convolution of width w on p pixels 9·w·w·p, half of it
   * where it doubles the channels, and a projection from w channels to v on p pixels w·v·p.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet-20, 40551040",
    "resnet-20-b, 40813184",
    "resnet-110, 252887680",
    "wrn-28-10, 5243328768",
  })
  void multiply_adds_for_small_images_are_those_counted_by_hand(String spec, long expected) {
    Network network = Architectures.build(spec, new Shape(3, 32, 32), 10);
    assertThat(NetworkSummary.of(network).multiplyAdds()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    // The rectifier after the addition ends every path; first is the inner one of each branch.
    "inception-resnet-v2, last@100%, inceptionA3, inceptionA3.rectifier",
    "googlenet, first@100%, inception3a, inception3a.branch1.unit1.rectifier"
        + " inception3a.branch2.unit1.rectifier inception3a.branch3.unit1.rectifier"
        + " inception3a.branch4.unit1.rectifier",
    "googlenet, last@100%, inception3a, inception3a.branch1.unit1.rectifier"
        + " inception3a.branch2.unit2.rectifier inception3a.branch3.unit2.rectifier"
        + " inception3a.branch4.unit1.rectifier",
    "inception-v3, last@100%, inception7b, inception7b.branch1.unit1.rectifier"
        + " inception7b.branch2a.unit1.rectifier inception7b.branch2b.unit1.rectifier"
        + " inception7b.branch3a.unit1.rectifier inception7b.branch3b.unit1.rectifier"
        + " inception7b.branch4.unit1.rectifier",
    "vgg-16, last@100%, group3, group3.unit3.rectifier",
    "vgg-16-pairs, last@100%, group3, group3.module1.unit2.rectifier"
        + " group3.module2.unit3.rectifier",
    "resnext-29-8x64d, 2@100%, stage1.module1, stage1.module1.rectifier2",
    "densenet-40-12, last@100%, block1.layer1, block1.layer1.rectifier1",
    "cpm-6, last@100%, stage2, stage2.unit8.rectifier",
    "nin, last@100%, module3, module3.unit3.rectifier",
  })
  void erases_the_rectifiers_of_the_papers_module(
      String spec, String erasure, String part, String expected) {
    Architecture architecture = Architectures.parse(spec);
    Network network = architecture.build(architecture.usualInput(), architecture.usualOutputs());
    assertThat(
            Erasure.parse(erasure).applyTo(network).rectifiers().stream()
                .filter(Node.Rectifier::erased)
                .map(Node.Rectifier::name)
                .filter(name -> name.startsWith(part + ".")))
        .containsExactlyInAnyOrder(expected.split(" "));
  }

  @ParameterizedTest
  @MethodSource("families")
  void tiny_members_are_small_enough_for_any_engine(Family family) {
    Network network = family.tiny(3);
    assertThat(network.name()).startsWith(family.head());
    assertThat(network.output().channels()).isEqualTo(3);
    assertThat(NetworkSummary.of(network).parameters()).isLessThan(150_000);
    assertThat(NetworkSummary.of(network).multiplyAdds()).isLessThan(20_000_000);
    Map<String, float[]> drawn = Initialisation.HE_NORMAL.draw(network, 1);
    assertThat(drawn).hasSameSizeAs(network.parameters());
  }

  @ParameterizedTest
  @CsvSource({
    "inception-v3, 16",
    "vgg-16, 16",
  })
  void an_input_that_is_too_small_is_refused_by_the_node_it_does_not_fit(String spec, int pixels) {
    assertThat(catchThrowable(() -> Architectures.build(spec, new Shape(3, pixels, pixels), 10)))
        .isInstanceOf(ArchitectureException.class)
        .hasMessageContaining("does not fit")
        .hasMessageContaining(spec);
  }

  @Test
  void specs_are_read_back_as_they_were_written() {
    Property.holds(
        1000,
        draw -> {
          Architecture architecture = Architectures.parse(spec(draw));
          assertThat(Architectures.parse(architecture.spec())).isEqualTo(architecture);
          assertThat(Architectures.parse(architecture.spec()).spec())
              .isEqualTo(architecture.spec());
        });
  }

  /** Any mess is refused with a suggestion that is valid. */
  @Test
  void what_is_suggested_is_valid() {
    Property.holds(
        1000,
        draw -> {
          try {
            Architectures.parse(mistake(draw));
          } catch (ArchitectureException e) {
            assertThat(Architectures.parse(e.nearest()).spec()).isEqualTo(e.nearest());
          }
        });
  }

  private static String spec(Draw draw) {
    String rectifier =
        draw.of("", "-relu", "-leaky", "-leaky0.3", "-prelu", "-rrelu", "-rrelu3..8");
    String width = draw.of("", "-w1", "-w16", "-w64", "-w99");
    return switch (draw.between(0, 3)) {
      case 0 -> head(draw) + width + rectifier;
      case 1 -> head(draw) + rectifier + width;
      case 2 -> {
        int n = draw.between(1, 50);
        String words = draw.of("", "-dropout0.3", "-k1.3.1", "-k3.3.3-dropout0.125");
        yield "wrn-" + (6 * n + 4) + "-" + n + words + width + rectifier;
      }
      default ->
          draw.of("densenet-40-12", "densenet-bc-250-24", "densenet-121")
              + draw.of("", "-dropout0.2")
              + rectifier;
    };
  }

  private static String head(Draw draw) {
    return switch (draw.between(0, 8)) {
      case 0 ->
          draw.of("resnet", "preresnet")
              + "-"
              + (6 * draw.between(1, 200) + 2)
              + draw.of("", "-basic")
              + draw.of("", "-a", "-b");
      case 1 ->
          draw.of("resnet", "preresnet", "plain")
              + "-"
              + (9 * draw.between(1, 120) + 2)
              + "-bottleneck";
      case 2 -> draw.of("resnet-18", "resnet-34", "preresnet-101", "resnet-152");
      case 3 -> draw.of("vgg-11", "vgg-13-bn", "vgg-16-pairs", "vgg-19-bn-pairs", "nin-bn");
      case 5 -> draw.of("vgg-11-lrn", "vgg-16-c-bn", "vgg-13-five-pairs", "zfnet-k11-s4");
      case 6 -> draw.of("nin-conv", "nin-bn-fc", "nin-fcdropout0.4-dropout0", "alexnet-dense");
      case 7 ->
          draw.of(
              "inception-v4-n2",
              "inception-resnet-v2-n3-scale1",
              "inception-resnet-v1-noskip",
              "zfnet-no34",
              "msra-22");
      case 4 -> draw.of("resnext-29-8x64d", "resnext-101-32x8d", "zfnet", "googlenet");
      default -> draw.of("inception-v2", "inception-v4", "inception-resnet-v2", "cpm-4-all-k7");
    };
  }

  private static String mistake(Draw draw) {
    List<String> words =
        draw.list(
            1,
            5,
            () ->
                draw.of(
                    "resnet",
                    "plain",
                    "wrn",
                    "vgg",
                    "densenet",
                    "inception",
                    "v3",
                    "resnext",
                    "cpm",
                    "nin",
                    "bc",
                    "bn",
                    "0",
                    "1",
                    "18",
                    "21",
                    "57",
                    "100",
                    "99999",
                    "8x64d",
                    "w0",
                    "w8",
                    "a",
                    "b",
                    "basic",
                    "bottleneck",
                    "dropout0.3",
                    "dropout7",
                    "leaky",
                    "",
                    "%",
                    "stack",
                    "k3.2",
                    "noskp",
                    "noskip",
                    "scale1",
                    "lrn",
                    "five",
                    "fc",
                    "alexnet",
                    "n2",
                    "zfnet"));
    return String.join("-", words);
  }
}
